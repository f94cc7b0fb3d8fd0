#!/bin/sh
# Checks this bundle with sh, awk, sha256sum and openssl alone.   sh verify.sh [DIGESTS]
# DIGESTS: lines of daily digests that somebody else has kept. Says TRUE (status 0) or FALSE and why.
case ${1:-/} in /*) kept=${1:-} ;; *) kept=$PWD/$1 ;; esac
LC_ALL=C; export LC_ALL; cd "$(dirname "$0")" || exit 2
T=$(mktemp -d) || exit 2; trap 'rm -rf "$T"' EXIT; bad=0
no() { echo "FALSE: $*"; bad=1; }
sha() { sha256sum | awk '{ print $1 }'; }
is() { [ -n "$1" ] && [ "$1" = "$2" ]; }
bytes() { printf "$(awk -v h="$1" 'BEGIN { d = "0123456789abcdef"; for (i = 1; i < length(h); i += 2)
    printf "\\%03o", (index(d, substr(h, i, 1)) - 1) * 16 + index(d, substr(h, i + 1, 1)) - 1 }')"; }
signed() { # key, file, hexadecimal signature: the platform's, by Ed25519 or SM2
    case $1 in *[!0-9a-z-]*) return 1 ;; sm2-*) how="-digest sm3 -pkeyopt distid:1234567812345678" ;; *) how= ;; esac
    is "${1##*-}" "$(sha < "keys/$1.pem" | awk '{ print substr($1, 1, 16) }')" || return 1
    bytes "$3" > "$T/sig"
    openssl pkeyutl -verify -pubin -inkey "keys/$1.pem" -rawin -in "$2" -sigfile "$T/sig" $how > "$T/said" 2>&1; }
field() { awk -v n="\"$2\":" '{ i = index($0, n); v = substr($0, i + length(n)); sub(/^"/, "", v)
    sub(/[",}].*/, "", v); if (i) print v; exit }' "$1"; }

# 1 The chain: each document names the one before it, each link is signed by the platform.
record=$(sha < record.json); found=0; place=0; link=; cat chain.ndjson > "$T/chain"
while IFS= read -r line; do
    printf '%s\n' "$line" > "$T/line"; place=$((place + 1)); e=; s=$(field "$T/line" sha256)
    [ $place = 1 ] && e=$(field "$T/line" elevator) && link=$(printf 'hoistway-genesis/1\n%s' "$e" | sha) && e="\"elevator\":\"$e\","
    k=$(field "$T/line" key); g=$(field "$T/line" signature); before=$link
    link=$(printf 'hoistway-link/1\n%s\n%s\n%s' "$before" $place "$s" | sha)
    is "$line" "{$e\"key\":\"$k\",\"link\":\"$link\",\"previous_link\":\"$before\",\"sequence\":$place,\"sha256\":\"$s\",\"signature\":\"$g\"}" || no "chain, document $place"
    printf %s "$link" > "$T/text"; signed "$k" "$T/text" "$g" || no "chain, document $place: signature"
    is "$s" "$record" && found=$place
done < "$T/chain"
[ $found = 0 ] && no "record.json is not in the chain"
for file in documents/*.json; do [ -e "$file" ] || continue
    awk -v s="\"sha256\":\"$(sha < "$file")\"" 'index($0, s) { y = 1 } END { exit !y }' chain.ndjson || no "$file is not in the chain"; done
# 2 The people's signatures, each over the content of the record.
awk -v m=',"document":{"elevator":' -v c="$T/content" -v w="$T/who" '{ i = 0; while ((k = index(substr($0, i + 1), m)) > 0) i += k
    if (index($0, "{\"content\":") != 1) exit; printf "%s", substr($0, 12, i - 12) > c
    n = split(substr($0, i), p, "\""); for (j = 1; j < n; j++) if (p[j] == "public_key" && p[j + 4] == "signature") print p[j + 2], p[j + 6] > w }' record.json
[ ! -e "$T/content" ] || [ -e "$T/who" ] || no "record.json: nobody signed"
[ ! -e "$T/who" ] || while read -r key signature; do
    { echo "-----BEGIN PUBLIC KEY-----"; echo "$key" | awk '{ for (i = 1; i <= length($0); i += 64) print substr($0, i, 64) }'; echo "-----END PUBLIC KEY-----"; } > "$T/pem"
    bytes "$signature" > "$T/sig"
    openssl dgst -sha256 -verify "$T/pem" -signature "$T/sig" "$T/content" > "$T/said" 2>&1 || no "record.json: a person's signature does not fit"
done < "$T/who"
# 3 The photos that the record names by their SHA-256.
[ ! -e "$T/content" ] || for h in $(awk -F'"' '{ for (i = 1; i <= NF; i++) if (length($i) == 64 && $i !~ /[^0-9a-f]/) print $i }' "$T/content"); do
    is "$(sha < "photos/$h.jpg")" "$h" || no "photo $h"; done
# 4 The day's digest: the last link of the chain leads to its root, it is signed, stamped, and kept elsewhere.
if [ -e digest.json ]; then
    while read -r side other; do case $side in left) a=$other b=$link ;; right) a=$link b=$other ;; *) a= b= ;; esac
        link=$(printf 'hoistway-node/1\n%s\n%s' "$a" "$b" | sha); done < path.txt
    is "$(field digest.json root)" "$link" || no "digest.json: the chain does not lead to its root"
    read -r k g < digest.key; signed "$k" digest.json "$g" || no "digest.json: signature"
    [ ! -e stamp.tsr ] || openssl ts -verify -no_check_time -data digest.json -in stamp.tsr -CAfile stamp-root.pem > "$T/said" 2>&1 || no "stamp.tsr"
    [ -z "$kept" ] || D=$(cat digest.json) awk 'index($0, "{\"digest\":" ENVIRON["D"] ",") == 1 { y = 1 } END { exit !y }' "$kept" ||
        no "digest.json is not what was kept elsewhere"
fi
[ $bad = 0 ] && echo "TRUE" && exit 0
echo "FALSE"; exit 1
