#!/usr/bin/env bash
# A Redis, two silos and a front on this machine, for trials: development keys, no TLS. Ctrl+C stops all processes.
# Usage: run-here.sh [PROVER [servers]]   PROVER: real (default), noop, sleep:MILLISECONDS
# With "servers" also a publisher of a registry, and two proof servers over the cluster that read this registry.
set -euo pipefail
cd "$(dirname "$0")/../.."

prover=${1:-real}
with=${2:-}
[ -z "$with" ] || [ "$with" = servers ] || { echo "Expected: run-here.sh [PROVER [servers]]" >&2; exit 2; }
folder=${PROOF_CLUSTER_FOLDER:-/tmp/proof-cluster}
redis_port=${REDIS_PORT:-7390}
front=${FRONT_ADDRESS:-http://127.0.0.1:5090}
program=samples/ProofCluster/bin/Release/net10.0/ProofCluster.dll
server=samples/ProofServer/bin/Release/net10.0/ProofServer.dll
publisher=http://127.0.0.1:5095 servers=(http://127.0.0.1:5096 http://127.0.0.1:5097)

command -v redis-server >/dev/null || { echo "redis-server is missing. Install it: apt-get install redis-server" >&2; exit 1; }
[ -f "$program" ] || dotnet build samples/ProofCluster -c Release
[ -z "$with" ] || [ -f "$server" ] || dotnet build samples/ProofServer -c Release
mkdir -p "$folder/redis" "$folder/keys"
chmod 700 "$folder"

# Secrets of this cluster, made once. Fronts share the owner key; whoever has a token is its user.
[ -f "$folder/secrets" ] || (umask 077 && {
  echo "export REDIS_PASSWORD=$(openssl rand -hex 24)"
  echo "export ProofCluster__OwnerKey=$(openssl rand -base64 32)"
  echo "export ALICE_TOKEN=$(openssl rand -hex 24)"
  echo "export Auth__SigningKey=$(openssl rand -base64 48 | tr -d '\n')"
} > "$folder/secrets")
. "$folder/secrets"

export DOTNET_ENVIRONMENT=Development
export ProofCluster__Redis="127.0.0.1:$redis_port,password=$REDIS_PASSWORD"
export ProofCluster__KeyRing="$folder/ring" ProofCluster__ProvingKeys="$folder/keys" ProofCluster__UseDevelopmentKeys=true
export ProofCluster__Limit__Permits=0
[ "${AUDIT:-yes}" = no ] || export ProofCluster__AuditFolder="$folder/audit"

processes=()
stop() {
  trap - EXIT INT TERM

  # The store last: silos write to the store while they stop.
  for process in $(printf '%s\n' "${processes[@]}" | tac); do
    kill -TERM "$process" 2>/dev/null && wait "$process" || true
  done
}
trap stop EXIT INT TERM

# Every write is on disk before it is acknowledged, and nothing is dropped when memory is full.
(umask 077 && printf '%s\n' "port $redis_port" "bind 127.0.0.1" "requirepass $REDIS_PASSWORD" "appendonly yes" "appendfsync always" \
  "maxmemory-policy noeviction" 'save ""' "dir $folder/redis" > "$folder/redis.conf")
redis-server "$folder/redis.conf" > "$folder/redis.log" &
processes+=($!)

dotnet "$program" silo --name=silo-1 --prover="$prover" --ProofCluster:SiloPort=11111 --ProofCluster:GatewayPort=30000 > "$folder/silo-1.log" &
processes+=($!)
dotnet "$program" silo --name=silo-2 --prover="$prover" --ProofCluster:SiloPort=11112 --ProofCluster:GatewayPort=30001 > "$folder/silo-2.log" &
processes+=($!)
dotnet "$program" front --name=front --ProofCluster:Http:Address="$front" \
  --ProofCluster:Http:Users:alice="$(printf %s "$ALICE_TOKEN" | sha256sum | cut -c1-64)" > "$folder/front.log" &
processes+=($!)

# Waits for the line of a log that tells that a process is ready.
ready() {
  for _ in $(seq 240); do
    grep -q "$2" "$folder/$1.log" && { echo "$1 is ready."; return; }
    sleep 0.25
  done
  echo "$1 did not start:" >&2; cat "$folder/$1.log" >&2; exit 1
}
for name in silo-1 silo-2 front; do ready "$name" ^READY; done

if [ -n "$with" ]; then
  # The publisher alone writes the registry; the servers read the same database, and forward additions with the token of the caller.
  registry=(--Registry:Folder="$folder/registry" --Registry:KeyFile="$folder/registry.key")
  ASPNETCORE_ENVIRONMENT=Development dotnet "$server" publisher --Urls="$publisher" "${registry[@]}" > "$folder/publisher.log" 2>&1 &
  processes+=($!)
  ready publisher ^READY
  for address in "${servers[@]}"; do
    name=server-${address##*:}
    (umask 077; ASPNETCORE_ENVIRONMENT=Development exec dotnet "$server" --Server:UseCluster=true --ProofCluster:Name="$name" --Urls="$address" "${registry[@]}" \
      --Registry:Publisher="$publisher" > "$folder/$name.log" 2>&1) &
    processes+=($!)
    ready "$name" 'Ctrl+C stops'
  done
fi
echo "${processes[*]}" > "$folder/processes"

cat <<EOF

Redis, silo-1, silo-2, front${with:+, publisher, two servers}: processes ${processes[*]}; logs in $folder.
The operator's page: $front/operator/
${with:+
Pages of the proof servers, with one registry; kill the publisher, and all but additions go on:
$(grep -h -A1 'who may publish\|bob, a user' "$folder"/server-*.log | grep http)
}
In another terminal:
  . $folder/environment
  proofcluster prove --user=alice           # kill -9 a silo meanwhile
  proofcluster bench --requests=1000 --callers=16
  proofcluster audit $folder/audit
  curl -H "Authorization: Bearer \$ALICE_TOKEN" $front/v1/requests/ID
EOF
(umask 077 && {
  cat "$folder/secrets"
  for name in DOTNET_ENVIRONMENT ProofCluster__Redis ProofCluster__KeyRing ProofCluster__Limit__Permits; do echo "export $name='${!name}'"; done
  echo "proofcluster() { dotnet '$PWD/$program' \"\$@\"; }"
} > "$folder/environment")
wait
