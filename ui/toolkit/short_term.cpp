// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/short_term.h"

#include <utility>

namespace netloom {

QString shortTerm(const QString& term)
{
    static const std::pair<QString, QString> whole[] = {
        {QStringLiteral("mean squared error"), QStringLiteral("MSE")},
        {QStringLiteral("mean absolute error"), QStringLiteral("MAE")},
        {QStringLiteral("mean absolute percentage error"), QStringLiteral("MAPE")},
        {QStringLiteral("mean squared logarithmic error"), QStringLiteral("MSLE")},
        {QStringLiteral("root mean squared error"), QStringLiteral("RMSE")},
        {QStringLiteral("kullback-leibler divergence"), QStringLiteral("KL divergence")},
        {QStringLiteral("area under the curve"), QStringLiteral("AUC")},
        {QStringLiteral("cosine decay with restarts"), QStringLiteral("Restarts")},
        {QStringLiteral("piecewise constant"), QStringLiteral("Piecewise")},
        {QStringLiteral("inverse time decay"), QStringLiteral("Inverse")},
    };
    for (const auto& [from, to] : whole)
        if (term.compare(from, Qt::CaseInsensitive) == 0)
            return to;
    QString result = term;
    result.replace(QStringLiteral("sparse categorical"), QStringLiteral("sparse"), Qt::CaseInsensitive);
    if (result != term && !result.isEmpty() && term.front().isUpper())
        result[0] = result[0].toUpper();
    result.replace(QStringLiteral("crossentropy"), QStringLiteral("CE"));
    if (result.endsWith(QStringLiteral(" decay")))
        result.chop(6);
    // "SiLU (swish)": what is in brackets says the same again
    if (const qsizetype bracket = result.indexOf(QStringLiteral(" ("));
        bracket > 0 && result.endsWith(QLatin1Char(')')))
        result.truncate(bracket);
    return result;
}

QString shortestTerm(const QString& term)
{
    static const std::pair<QString, QString> initials[] = {
        {QStringLiteral("binary crossentropy"), QStringLiteral("BCE")},
        {QStringLiteral("categorical crossentropy"), QStringLiteral("CCE")},
        {QStringLiteral("sparse categorical crossentropy"), QStringLiteral("SCCE")},
    };
    for (const auto& [from, to] : initials)
        if (term.compare(from, Qt::CaseInsensitive) == 0)
            return to;
    return shortTerm(term);
}

} // namespace netloom
