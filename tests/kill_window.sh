#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Kills the window again and again, in turn while it trains and after an edit, and looks at what it kept for the next start.
#
#   tests/kill_window.sh [KILLS]      (20; needs Xvfb and xdotool; about 20 s for each)
#
# For each kill: whether something whole was kept, and how many seconds old it was. Exit status 1 where nothing was.
set -u
kills=${1:-20}
netloom=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../build/release/netloom")
folder=$(mktemp -d)
trap 'kill "$xvfb" 2>/dev/null; rm -rf "$folder"' EXIT
export XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config QT_LOGGING_RULES='*=false'
display=:$((90 + RANDOM % 100))
Xvfb "$display" -screen 0 1440x900x24 >/dev/null 2>&1 &
xvfb=$!
export DISPLAY=$display
sleep 1
"$netloom" new --sample iris --set epochs=100000000 --set early_stopping=no -o "$folder/p.netloom" >/dev/null || exit 1
before=$(sha256sum <"$folder/p.netloom")
kept() { find "$XDG_STATE_HOME/netloom/recovery" -name '*.netloom' 2>/dev/null | head -n 1; }
lost=0
for ((i = 1; i <= kills; ++i)); do
  rm -rf "$XDG_STATE_HOME"
  "$netloom" "$folder/p.netloom" >/dev/null 2>&1 &
  window=$!
  timeout 60 xdotool search --sync --onlyvisible --name Netloom >/dev/null
  sleep 4 # until it has loaded its data
  xdotool search --onlyvisible --name Netloom windowfocus >/dev/null
  if ((i % 2)); then
    what=training
    xdotool key F5
  else
    what=edit
    units=$((33 + RANDOM % 60))
    xdotool mousemove 92 331 click --repeat 3 --delay 60 1 # the units of the first hidden layer
    xdotool type "$units"
    xdotool key Return
  fi
  for ((wait = 0; wait < 120; ++wait)); do # until the first time that something is kept
    [[ -n $(kept) ]] && break
    [[ $what == training ]] && ((wait == 60)) && xdotool key F5 # the first one came before the window listened
    sleep 0.5
  done
  sleep $((RANDOM % 9)).$((RANDOM % 10))
  killed=$(date +%s.%N)
  kill -9 "$window"
  wait "$window" 2>/dev/null
  file=$(kept)
  info=$([[ -n $file ]] && "$netloom" info "$file" --json)
  if [[ $what == training ]]; then
    holds=$(sed -n 's/.*"epochs":\([0-9]*\),"best.*/\1 epochs/p' <<<"$info")
  else
    holds=$(grep -o "\"units\":$units\b\|dense $units" <<<"$info" | head -n 1)
  fi
  if [[ -n $holds ]]; then
    echo "kill $i, $what: kept, $holds, $(echo "$killed - $(stat -c %.9Y "$file")" | bc) s old"
  elif [[ -n $info ]]; then
    echo "kill $i, $what: kept, but without it: $(grep -o '"units":[0-9]*' <<<"$info" | tr '\n' ' ')"
    lost=1
  else
    echo "kill $i, $what: nothing whole was kept"
    lost=1
  fi
done
[[ $(sha256sum <"$folder/p.netloom") == "$before" ]] || { echo "the project's own file has changed"; lost=1; }
exit "$lost"
