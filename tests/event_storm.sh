#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Throws keys and clicks at random at the window, closes it, and looks whether the process ends with it.
#
#   tests/event_storm.sh [STORMS] [FIRST SEED]      (20, 1; needs Xvfb and xdotool; about 12 s for each)
#
# For each storm: how the program ended. Exit status 1 where it crashed, or where a process stayed without a window.
set -u
storms=${1:-20}
seed=${2:-1}
netloom=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../build/release/netloom")
folder=$(mktemp -d)
trap 'kill "$xvfb" 2>/dev/null; rm -rf "$folder"' EXIT
export XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config HOME=$folder QT_LOGGING_RULES='*=false'
display=:$((200 + RANDOM % 100))
Xvfb "$display" -screen 0 1440x900x24 >/dev/null 2>&1 &
xvfb=$!
export DISPLAY=$display
sleep 1
"$netloom" new --sample iris --set epochs=300 -o "$folder/p.netloom" >/dev/null || exit 1
keys=(Tab Return Escape space Up Down Left Right Delete F2 F5 F6 shift+F5 ctrl+z ctrl+y ctrl+d ctrl+n ctrl+o ctrl+e ctrl+comma
  Insert alt+Down alt+Up Home End 1 5 9 period a x plus minus 0 slash m w alt+b ctrl+3 ctrl+7 ctrl+9 F1 alt+f alt+t alt+v Menu)
windows() { xdotool search --all --onlyvisible --pid "$1" --name '.*' 2>/dev/null; }
failed=0
for ((i = 0; i < storms; ++i)); do
  RANDOM=$((seed + i))
  rm -rf "$XDG_STATE_HOME"
  cp "$folder/p.netloom" "$folder/q.netloom"
  "$netloom" "$folder/q.netloom" >/dev/null 2>"$folder/log" &
  window=$!
  sleep 3
  for ((event = 0; event < 150; ++event)); do
    case $((RANDOM % 3)) in
      0) echo "mousemove $((RANDOM % 1440)) $((RANDOM % 900)) click $((RANDOM % 8 ? 1 : 3))" ;;
      1) echo "key ${keys[RANDOM % ${#keys[@]}]}" ;;
      2) echo "mousemove $((RANDOM % 1440)) $((RANDOM % 900)) mousedown 1 mousemove_relative $((RANDOM % 200)) $((RANDOM % 100)) mouseup 1" ;;
    esac
    echo "sleep 0.01"
  done | xdotool - 2>/dev/null
  # Every window is closed, the newest first, as a user would.
  how="did not end"
  for ((try = 0; try < 15; ++try)); do
    kill -0 "$window" 2>/dev/null || { how=closed; break; }
    shown=$(windows "$window")
    if [[ -z $shown ]]; then
      sleep 3
      kill -0 "$window" 2>/dev/null || { how=closed; break; }
      [[ -z $(windows "$window") ]] && { how="no window, but a process"; break; }
    fi
    for one in $(tac <<<"$shown"); do
      # A question, which is small, is answered by its second button, "Discard"; menus and other dialogs go by Escape; the window by Quit.
      eval "$(xdotool getwindowgeometry --shell "$one" 2>/dev/null | grep WIDTH)"
      xdotool windowfocus "$one" 2>/dev/null
      sleep 0.1
      ((WIDTH < 700)) && xdotool key Tab space 2>/dev/null
      xdotool key Escape 2>/dev/null
      sleep 0.2
      ((WIDTH >= 700)) && xdotool key ctrl+q 2>/dev/null
    done
    sleep 0.5
  done
  if [[ $how == closed ]]; then
    wait "$window"
    status=$?
    ((status == 0)) || { how="ended with status $status"; failed=1; }
  else
    failed=1
    command -v gdb >/dev/null && gdb -p "$window" -batch -ex 'thread 1' -ex bt 2>/dev/null | grep '^#' | head -n 30
  fi
  echo "storm $((seed + i)): $how"
  kill -9 "$window" 2>/dev/null
  wait "$window" 2>/dev/null
done
exit "$failed"
