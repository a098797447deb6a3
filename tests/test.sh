#!/usr/bin/env bash
# Restores, builds and runs every test of the solution; further arguments go to `dotnet test` (for example --filter Name~Dense).
# The last line is `N passed, N failed`, with `, N skipped` where there are any. The exit code is that of the step which failed,
# and a run that executed no test has failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The summary lines are read below, in English.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

dotnet build DeriveGen.sln --configuration Release || exit

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test DeriveGen.sln --configuration Release --no-build "$@" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}

# Each project with tests closes on: Passed!  - Failed:     0, Passed:    12, Skipped:     0, Total:    12, ...
sum() { grep -E '^(Passed|Failed|Skipped)! +- ' "$log" | grep -oE "$1: +[0-9]+" | awk '{ total += $2 } END { print total + 0 }'; }
passed=$(sum Passed) failed=$(sum Failed) skipped=$(sum Skipped)

if [ "$code" -eq 0 ] && [ $((passed + failed)) -eq 0 ]; then
  echo "No test was executed."
  code=1
fi

line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
exit "$code"
