#!/bin/sh
# Checks this case file with sh, awk, sha256sum and openssl alone.   sh verify.sh
# Says TRUE (status 0) or FALSE and why (status 1).
LC_ALL=C; export LC_ALL; cd "$(dirname "$0")" || exit 2
T=$(mktemp -d) || exit 2; trap 'rm -rf "$T"' EXIT; bad=0
no() { echo "FALSE: $*"; bad=1; }
sha() { sha256sum | awk '{ print $1 }'; }
bytes() { printf "$(awk -v h="$1" 'BEGIN { d = "0123456789abcdef"; for (i = 1; i < length(h); i += 2)
    printf "\\%03o", (index(d, substr(h, i, 1)) - 1) * 16 + index(d, substr(h, i + 1, 1)) - 1 }')"; }
signed() { # key, file, hexadecimal signature: the platform's, by Ed25519 or SM2
    case $1 in *[!0-9a-z-]*) return 1 ;; sm2-*) how="-digest sm3 -pkeyopt distid:1234567812345678" ;; *) how= ;; esac
    [ "${1##*-}" = "$(sha < "keys/$1.pem" | awk '{ print substr($1, 1, 16) }')" ] || return 1
    bytes "$3" > "$T/sig"
    openssl pkeyutl -verify -pubin -inkey "keys/$1.pem" -rawin -in "$2" -sigfile "$T/sig" $how > "$T/said" 2>&1; }

# 1 Every file is the one that the list names, and none is left out.
sha256sum -c --quiet SHA256SUMS > "$T/said" 2>&1 || { awk '{ print }' "$T/said"; no "SHA256SUMS"; }
find . -type f ! -name SHA256SUMS | sort > "$T/there"
awk '{ print substr($0, 67) }' SHA256SUMS | sort > "$T/listed"
cmp -s "$T/there" "$T/listed" || no "a file is missing in SHA256SUMS, or beside it"
# 2 Order and record are what the platform signed.
for file in signed/*.json; do
    read -r key signature < "${file%.json}.key" || true
    signed "$key" "$file" "$signature" || no "$file: signature"
done
# 3 The proofs bear their SHA-256 as names.
for file in files/*; do [ -e "$file" ] || continue
    name=${file#files/}; [ "$(sha < "$file")" = "${name%%.*}" ] || no "$file"; done
# 4 Each maintenance record by its own verifier.
for one in records/*; do [ -e "$one/verify.sh" ] || continue
    sh "$one/verify.sh" > "$T/said" 2>&1 || no "$one: $(tail -1 "$T/said")"; done
[ $bad = 0 ] && echo "TRUE" && exit 0
echo "FALSE"; exit 1
