#!/usr/bin/env bash
# Measures the figures of docs/many-machines.md, on an idle machine.
# Usage: figures.sh [PART...]   PART: noop (requests without a proof), killed (a silo), alone (a killed silo, no front), away (Redis, for 8 s),
# cancelled (requests); all parts without an argument
set -euo pipefail
cd "$(dirname "$0")/../.."
parts=${*:-noop killed alone away cancelled}
export AUDIT=no PROOF_CLUSTER_FOLDER=${PROOF_CLUSTER_FOLDER:-/tmp/proof-cluster-figures} REDIS_PORT=${REDIS_PORT:-7392} FRONT_ADDRESS=http://127.0.0.1:5092
folder=$PROOF_CLUSTER_FOLDER

start() {
  rm -rf "$folder"
  samples/ProofCluster/run-here.sh "$1" > "$folder.out" 2>&1 &
  cluster=$!
  for _ in $(seq 400); do [ -f "$folder/environment" ] && break; sleep 0.25; done
  sleep 1
  . "$folder/environment"
  read -r redis silo1 silo2 front < "$folder/processes"
}
trap 'for process in ${cluster:-} ${restarted:-}; do kill -TERM "$process" 2>/dev/null || true; done' EXIT
stop() { kill -TERM "$cluster"; wait "$cluster" || true; cluster=; }
# The time of day of a line of a log, in milliseconds of today.
time_of() { echo "$1" | awk '{ split($1, t, "[:.]"); print ((t[1] * 60 + t[2]) * 60 + t[3]) * 1000 + t[4] }'; }
now_of_day() { time_of "$(date -u +%H:%M:%S.%3N)"; }

measure_noop() {
  echo "== no-op requests"; uptime
  start noop
  proofcluster bench --requests=3000 --callers=16 --warm=3000 --processes="$redis,$silo1,$silo2"
  echo "Redis: $(redis-cli -p "$REDIS_PORT" -a "$REDIS_PASSWORD" --no-auth-warning info memory | grep '^used_memory:' | tr -d '\r'), \
keys: $(redis-cli -p "$REDIS_PORT" -a "$REDIS_PASSWORD" --no-auth-warning dbsize)"
  key=$(redis-cli -p "$REDIS_PORT" -a "$REDIS_PASSWORD" --no-auth-warning --scan --pattern '*proof-request*status' | sed -n 1p)
  echo "A result in Redis: $(redis-cli -p "$REDIS_PORT" -a "$REDIS_PASSWORD" --no-auth-warning memory usage "$key") bytes"
  stop
}

measure_killed() {
  echo "== a killed silo, a front alive"
  start sleep:4000
  proofcluster prove --user=alice > "$folder/prove-1" & p1=$!
  proofcluster prove --user=alice > "$folder/prove-2" & p2=$!
  proofcluster prove --user=alice > "$folder/prove-3" & p3=$!
  until [ "$(cat "$folder"/silo-*.log | grep -c 'begun: start 1')" -ge 3 ]; do sleep 0.05; done
  victim=$silo1; survivor=2
  grep -q 'begun: start 1' "$folder/silo-1.log" || { victim=$silo2; survivor=1; }
  killed=$(now_of_day); kill -9 "$victim"
  wait $p1 $p2 $p3
  grep 'begun: start 2' "$folder/silo-$survivor.log" | while read -r line; do echo "begun anew after $(($(time_of "$line") - killed)) ms"; done
  stop
}

measure_alone() {
  echo "== a killed silo, no front"
  start sleep:4000
  for _ in 1 2 3 4; do proofcluster submit --user=alice > /dev/null; done
  until [ "$(cat "$folder"/silo-*.log | grep -c 'begun: start 1')" -ge 4 ]; do sleep 0.05; done
  victim=$silo1; survivor=2
  grep -q 'begun: start 1' "$folder/silo-1.log" || { victim=$silo2; survivor=1; }
  killed=$(now_of_day); kill -9 "$victim"
  for _ in $(seq 100); do grep -q 'begun: start 2' "$folder/silo-$survivor.log" && break; sleep 1; done
  sleep 2
  grep 'begun: start 2' "$folder/silo-$survivor.log" | while read -r line; do echo "begun anew after $(($(time_of "$line") - killed)) ms"; done
  stop
}

measure_away() {
  echo "== Redis killed under load, back after 8 s"
  start noop
  proofcluster bench --seconds=40 --callers=16 --warm=1000 > "$folder/away" & bench=$!
  until grep -q ^MEASURING "$folder/away"; do sleep 0.05; done
  sleep 8
  kill -9 "$redis"; killed=$(now_of_day)
  sleep 8
  redis-server "$folder/redis.conf" >> "$folder/redis.log" & restarted=$!
  echo "Redis is started again after $(($(now_of_day) - killed)) ms"
  wait "$bench" || true
  grep -E '^[0-9]+ requests |^  ' "$folder/away"
  stop
  kill -TERM "$restarted"; wait "$restarted" || true; restarted=
}

measure_cancelled() {
  echo "== cancellations"
  start sleep:60000
  proofcluster bench-cancel --requests=100
  stop
}

for part in $parts; do
  declare -F "measure_$part" > /dev/null || { echo "There is no part $part." >&2; exit 2; }
done
for part in $parts; do "measure_$part"; done
