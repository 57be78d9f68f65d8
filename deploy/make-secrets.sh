#!/bin/sh
# Writes what compose.scale.yaml mounts into ./secrets, once; what is there stays as it is.
set -eu
cd "$(dirname "$0")/.."
mkdir -p secrets
# The files are mounted as they are, and the server in its container is user 10001: only the folder keeps others out.
chmod 700 secrets
random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
put() { [ -e "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"; }
put database_password "$(random)"
put database_url "postgres://parley:$(cat secrets/database_password)@database:5432/parley"
put s3_access_key_id parley
put s3_secret_access_key "$(random)"
put s3_identities.json "{\"identities\":[{\"name\":\"parley\",\"credentials\":[{\"accessKey\":\"$(cat secrets/s3_access_key_id)\",\"secretKey\":\"$(cat secrets/s3_secret_access_key)\"}],\"actions\":[\"Read:parley\",\"Write:parley\",\"List:parley\"]}]}"
put secret_key "$(random)"
put metrics_token "$(random)"
chmod 644 secrets/*
