// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/pdf_bytes.h"

#include <QCryptographicHash>

namespace netloom {

void removeDate(QByteArray& pdf)
{
    for (const char* key : {"/CreationDate (", "/ModDate ("}) {
        const qsizetype start = pdf.indexOf(key);
        const qsizetype end = start < 0 ? -1 : pdf.indexOf(')', start);
        if (end > 0)
            for (qsizetype i = start; i <= end; ++i)
                pdf[i] = ' ';
    }
    const qsizetype id = pdf.lastIndexOf("/ID [");
    const qsizetype close = id < 0 ? -1 : pdf.indexOf(']', id);
    if (close < 0)
        return;
    const auto blank = [&](char with) {
        bool inside = false;
        for (qsizetype i = id; i < close; ++i) {
            if (pdf[i] == '<' || pdf[i] == '>')
                inside = pdf[i] == '<';
            else if (inside)
                pdf[i] = with;
        }
    };
    blank('0');
    const QByteArray hash = QCryptographicHash::hash(pdf, QCryptographicHash::Md5).toHex();
    qsizetype next = 0;
    bool inside = false;
    for (qsizetype i = id; i < close; ++i) {
        if (pdf[i] == '<' || pdf[i] == '>') {
            inside = pdf[i] == '<';
            next = 0;
        } else if (inside) {
            pdf[i] = hash[next++ % hash.size()];
        }
    }
}

} // namespace netloom
