#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the tables of this folder: invented values in the forms that files have in the world. Same output every time."""
import csv
import datetime
import io
import pathlib
import random

FOLDER = pathlib.Path(__file__).parent
ROWS = 60


def write(name, rows, encoding="utf-8", **form):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", **form).writerows(rows)
    (FOLDER / name).write_bytes(text.getvalue().encode(encoding))


def birds(draw):
    for i in range(ROWS):
        kind = i * 7 % 3
        yield (i, kind, round(draw.gauss(38 + 5 * kind, 2), 1), round(draw.gauss(18 - kind, 1), 1),
               round(draw.gauss(190 + 12 * kind, 5)), 25 * round(draw.gauss(150 + 30 * kind, 12)))


def field_notes(draw):
    """Words for missing cells, an id, a constant, commas in quotes, a column that is mostly remarks."""
    names = ["Marsh Warbler (Avis palustris)", "Reed Bunting (Avis arundinis)", "Sand Lark (Avis arenaria)"]
    rows = [["Study", "Sample Number", "Species", "Region", "Site", "Stage", "Individual ID", "Clutch Completion",
             "Date Egg", "Bill Length (mm)", "Bill Depth (mm)", "Wing Length (mm)", "Body Mass (g)", "Sex",
             "Trace A (o/oo)", "Trace B (o/oo)", "Comments"]]
    for i, kind, length, depth, wing, mass in birds(draw):
        day = datetime.date(2021 + i % 3, 5, 1) + datetime.timedelta(days=i * 11 % 28)
        rows.append([f"FN{21 + i % 3}", i + 1, names[kind], "Delta", ["North", "East", "Spit"][(i + kind) % 3],
                     "Adult, 1 Egg Stage", f"K{i // 2 + 1}A{i % 2 + 1}", "No" if i % 9 == 0 else "Yes", day.isoformat(),
                     length, depth, wing, mass, "NA" if i % 10 == 3 else ["MALE", "FEMALE"][i % 2],
                     "NA" if i % 15 == 4 else round(draw.gauss(9, 0.5), 5), round(draw.gauss(-25, 0.8), 5),
                     f"Ring {i} lost, seen again." if i % 12 == 5 else "NA"])
    write("field_notes.csv", rows)


def carnet(draw):
    """French, with a byte order mark, accents and empty cells."""
    names = ["Rousserolle", "Bruant", "Alouette"]
    rows = [["Espèce", "Île", "Stade", "Ponte complète", "Date de l’œuf", "Longueur du bec (mm)", "Épaisseur du bec (mm)",
             "Longueur de l’aile (mm)", "Masse corporelle (g)", "Sexe"]]
    for i, kind, length, depth, wing, mass in birds(draw):
        day = datetime.date(2021 + i % 3, 5, 1) + datetime.timedelta(days=i * 11 % 28)
        rows.append([names[kind], ["Nord", "Île d’Est", "Pointe"][(i + kind) % 3], "Adulte, stade « 1 œuf »",
                     "non" if i % 9 == 0 else "oui", day.isoformat(), "" if i == 7 else length, depth, wing, mass,
                     "" if i % 10 == 3 else ["mâle", "femelle"][i % 2]])
    write("carnet_bom.csv", rows, encoding="utf-8-sig")


def laboratory(draw):
    """Semicolons and decimal commas; the last five rows repeat the first five."""
    names = ["acid a", "acid b", "acid c", "sugar", "salt", "free gas", "total gas", "density", "pH", "sulphur", "spirit",
             "quality"]
    rows = []
    for _ in range(ROWS):
        spirit = round(draw.uniform(8, 14), 1)
        numbers = [round(draw.uniform(4, 12), 1), round(draw.uniform(0.1, 1.2), 2), round(draw.uniform(0, 0.8), 2),
                   round(draw.uniform(1, 9), 1), round(draw.uniform(0.03, 0.2), 3), draw.randint(3, 60),
                   draw.randint(10, 160), round(draw.uniform(0.99, 1.003), 4), round(draw.uniform(2.9, 3.9), 2),
                   round(draw.uniform(0.3, 1.4), 2), spirit, max(3, min(8, round(spirit / 2 + draw.gauss(0, 0.8))))]
        rows.append([str(number).replace(".", ",") for number in numbers])
    write("laboratory_eu.csv", [names] + rows + rows[:5], delimiter=";")


def echoes(draw):
    """No header: 34 numbers, of which the second is always 0, and a letter."""
    rows = []
    for i in range(ROWS):
        good = i % 3 != 0
        rows.append([1 if i % 8 else 0, 0] + [f"{draw.gauss(0.5 if good else 0, 0.4):.5f}" for _ in range(32)] +
                    ["g" if good else "b"])
    write("echoes_noheader.csv", rows)


def hires(draw):
    """Latin-1 with a degree sign in the header, dates with the day first, counts by the hour."""
    rows = [["Date", "Boats Hired Count", "Hour", "Temperature(°C)", "Humidity(%)", "Wind speed (m/s)", "Visibility (10m)",
             "Dew point temperature(°C)", "Sunshine (MJ/m2)", "Rain(mm)", "Snow (cm)", "Seasons", "Holiday", "Open Day"]]
    for i in range(ROWS):
        day = datetime.date(2022, 12, 20) + datetime.timedelta(days=i // 24)
        warm = round(-3 + 6 * draw.random(), 1)
        rows.append([day.strftime("%d/%m/%Y"), draw.randint(20, 900), i % 24, warm, draw.randint(20, 95),
                     round(draw.uniform(0, 5), 1), draw.randint(300, 2000), round(warm - 8, 1),
                     round(draw.uniform(0, 1), 2) if 8 <= i % 24 <= 17 else 0, 0, 0, "Winter", "No Holiday", "Yes"])
    write("hires_latin1.csv", rows, encoding="latin-1")


if __name__ == "__main__":
    for number, make in enumerate([field_notes, carnet, laboratory, echoes, hires]):
        make(random.Random(number))
