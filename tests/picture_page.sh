#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/picture_page.sh FOLDER [PROGRAM]: draws networks of every kind as the command line draws them, light, dark, for
# print and in black and white, and lists them in FOLDER/index.html to be looked at. Grey versions and simulations of
# deuteranopia and protanopia are added where ImageMagick is installed. PROGRAM is build/release/netloom unless told.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=${1:?usage: tests/picture_page.sh FOLDER [PROGRAM]}
program=$(realpath "${2:-$root/build/release/netloom}")
mkdir -p "$folder/projects"
cd "$folder"

repeat() { # N LAYER
    local text=$2 i
    for ((i = 1; i < $1; i++)); do text="$text, $2"; done
    printf '%s' "$text"
}

drawn() { # NAME INPUTS LAYERS
    "$program" new --inputs "$2" --layers "$3" -o "projects/$1.netloom" 2>> log.txt
}

trained() { # NAME EPOCHS ARGUMENTS-OF-NEW
    local name=$1 epochs=$2
    shift 2
    learned="$learned $name "
    "$program" new "$@" --set epochs="$epochs" -o "projects/$name.netloom" 2>> log.txt
    "$program" train "projects/$name.netloom" > /dev/null 2>> log.txt
}

: > log.txt
learned=
python3 - <<'PYTHON'
import csv, random

random.seed(1)
odd = ["größe", "身長 (cm)", "الطول", "say \"hi\"", "<b>bold</b>", "n" * 80, "twice", "a & b",
       "a name of several words that goes on for long enough to be cut somewhere in the middle", "🙂 emoji"]
with open("odd.csv", "w", newline="", encoding="utf-8") as file:
    out = csv.writer(file)
    out.writerow(odd + ["target"])
    for _ in range(120):
        x = [random.gauss(0, 1) for _ in odd]
        kind = "<i>ja</i>" if x[0] > 0.4 else "ناجح" if x[1] > 0 else "nicht so recht, aber doch irgendwie bestanden (mit Auflagen)"
        out.writerow(["%.3f" % v for v in x] + [kind])
with open("targets.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["x%d" % i for i in range(6)] + ["y%d" % i for i in range(5)])
    for _ in range(200):
        x = [random.gauss(0, 1) for _ in range(6)]
        out.writerow(["%.3f" % v for v in x] + ["%.3f" % (sum(x[i:]) - x[0] * x[i]) for i in range(5)])
with open("classes.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["x%d" % i for i in range(8)] + ["class"])
    for row in range(2000):
        c = row % 500
        out.writerow(["%.3f" % (((c >> (i % 8)) & 3) + random.gauss(0, 0.3)) for i in range(8)] + ["class %03d" % c])
PYTHON

drawn 3-1 3 "dense 1 sigmoid"
drawn 1-1-1 1 "dense 1 tanh, dense 1 linear"
drawn article 10 "dense 5 relu, dropout 0.2, dense 3 relu, dropout 0.2, dense 1 sigmoid"
drawn 64-32-10 64 "dense 32 relu, dense 10 softmax"
drawn wide 784 "dense 512 relu, dense 512 relu, dense 10 softmax"
drawn 200-layers 4 "$(repeat 200 'dense 4 tanh'), dense 1 linear"
drawn 1000-layers 4 "$(repeat 1000 'dense 4 relu'), dense 1 linear"
drawn kinds 6 "dense 8 linear, batch_normalization, prelu, dense 8 relu, layer_normalization, gaussian_noise 0.1, dense 6 tanh, dropout 0.3, dense 3 softmax"
trained breast-cancer 60 --sample breast_cancer --layers "dense 16 tanh, dense 8 relu"
trained digits 20 --sample digits --layers "dense 32 relu"
trained kinds-trained 40 --sample iris --layers "dense 8 linear, batch_normalization, prelu, dense 8 relu, layer_normalization, gaussian_noise 0.1, dense 6 tanh, dropout 0.3"
trained five-targets 40 --data targets.csv --target y0,y1,y2,y3,y4 --layers "dense 8 tanh"
trained 500-classes 10 --data classes.csv --target class --layers "dense 24 relu"
trained odd-names 40 --data odd.csv --target target --layers "dense 6 relu"
trained spiral 100 --sample spiral --layers "dense 8 tanh, dense 8 tanh"

{
    echo '<!doctype html><meta charset="utf-8"><title>Pictures</title><style>img{max-width:100%;border:1px solid #ccc}</style>'
    for project in projects/*.netloom; do
        name=$(basename "$project" .netloom)
        echo "<h2>$name</h2>"
        color=structure
        [[ $learned == *" $name "* ]] && color=weights
        draw() { # SUFFIX OPTIONS
            local file=$name-$1
            shift
            if "$program" diagram "$project" -o "$file" "$@" 2> problem.txt; then
                [[ $file == *.png ]] && echo "<h3>$file</h3><img src=\"$file\">"
            else
                echo "<h3>$file</h3><p>$(tail -n 1 problem.txt)</p>"
            fi
            cat problem.txt >> log.txt
        }
        draw light.png --color $color --descriptions
        draw dark.png --color $color --descriptions --dark
        draw down.png --color $color --descriptions --direction down
        draw blocks.png --view blocks
        draw print.png --color $color --figure 183mm --descriptions --scale 2
        draw bw.png --color $color --figure 183mm --print bw --scale 2
        if [ "$color" = weights ]; then
            draw sample.png --descriptions --color sample
            draw preparation.png --color weights --descriptions --preparation
        fi
        if [ "$name" = digits ]; then
            draw pixels.png --color sample --descriptions --pixels
        fi
        if command -v convert > /dev/null; then
            convert "$name-light.png" -colorspace Gray "$name-grey.png" 2>> log.txt && echo "<h3>grey</h3><img src=\"$name-grey.png\">"
            # Machado, Oliveira and Fernandes (2009), severity 1, in linear light.
            convert "$name-light.png" -colorspace RGB -color-matrix '0.367322 0.860646 -0.227968 0.280085 0.672501 0.047413 -0.011820 0.042940 0.968881' -colorspace sRGB "$name-deuteranopia.png" 2>> log.txt
            convert "$name-light.png" -colorspace RGB -color-matrix '0.152286 1.052583 -0.204868 0.114503 0.786281 0.099216 -0.003882 -0.048116 1.051998' -colorspace sRGB "$name-protanopia.png" 2>> log.txt
            echo "<h3>deuteranopia</h3><img src=\"$name-deuteranopia.png\"><h3>protanopia</h3><img src=\"$name-protanopia.png\">"
        fi
    done
} > index.html
rm -f problem.txt
echo "Drawn: $folder/index.html"
