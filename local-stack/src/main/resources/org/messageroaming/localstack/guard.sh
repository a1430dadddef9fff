# Runs one server and ends it when its owner is gone, however the owner died.
#
# usage: sh -c "$(cat guard.sh)" guard OWNER DISCARD LOG COMMAND...
#   OWNER    process id whose life the server shares, or "-": then end of file on standard input means that the owner is gone
#   DISCARD  folder to delete once the owner is gone and the server has ended, or the empty string
#   LOG      file that takes the server's output, appended to
# Writes the server's process id to standard output and ends with the server's exit code.

owner=$1 discard=$2 log=$3
shift 3
exec 3<&0

# A Ctrl-C reaches the whole process group: the owner decides what it means. A trap, unlike an ignored signal, is not
# inherited by the server.
trap : HUP INT TERM

"$@" </dev/null >>"$log" 2>&1 3<&- &
server=$!

(
  trap '' HUP INT TERM
  exec >/dev/null 2>&1
  if [ "$owner" = - ]; then
    while read -r _ <&3; do :; done
  else
    while kill -0 "$owner"; do sleep 1; done
  fi
  trap '' USR1
  if [ -z "$discard" ]; then
    kill -CONT "$server"
    kill -TERM "$server"
    waited=0
    while [ "$waited" -lt 10 ] && kill -0 "$server"; do
      sleep 1
      waited=$((waited + 1))
    done
  fi
  kill -KILL "$server"
  if [ -n "$discard" ]; then
    # Until the server is reaped it may still hold files in the folder.
    waited=0
    while kill -0 "$server" && [ "$waited" -lt 50 ]; do
      sleep 0.1
      waited=$((waited + 1))
    done
    rm -rf -- "$discard"
  fi
) &
guard=$!

exec 3<&-
echo "$server"
exec >/dev/null 2>&1
wait "$server"
code=$?
# A trapped signal ends a wait early.
while kill -0 "$server"; do
  wait "$server"
  code=$?
done
# The guard ignores this once the owner is gone, and goes on to clear up.
kill -USR1 "$guard"
exit "$code"
