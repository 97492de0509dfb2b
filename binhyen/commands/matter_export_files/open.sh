#!/bin/sh
# Opens this export with plain age:  sh open.sh OFFICE_KEYS.txt OUT
# OFFICE_KEYS.txt holds the office's keys, one a line. OUT is made here, and should lie in memory (/dev/shm). Signatures
# are not checked: the desk does that. What stays closed is named, and the rest is opened all the same; then 1 is returned.
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
office=$1
out=$2
mkdir "$out"
closed=0

# Decrypts file $2 with the keys in $1, or says that it stays closed.
decrypt() {
  age -d -i "$1" "$2" > "$out/raw" 2> "$out/why" && return
  closed=$((closed + 1))
  echo "closed: ${2#"$here"/}" >&2
  return 1
}

# The four bytes of a length in file $1, from offset $2.
number() { echo $((0x$(od -An -v -tx1 -j"$2" -N4 "$1" | tr -d ' \n'))); }

# STREAM-TURN.age: a talk whose office changed its keys goes on under another key from then on. All keys of a stream go into
# one file, and age finds the one that fits.
for grant in "$here"/grants/*.age; do
  name=$(basename "$grant" .age)
  touch "$out/${name%-*}.key"
  decrypt "$office" "$grant" || continue
  grep -ao 'AGE-SECRET-KEY-1[0-9A-Z]*' "$out/raw" >> "$out/${name%-*}.key" || :
done

for file in "$here"/envelopes/*.age; do
  name=$(basename "$file" .age)
  decrypt "$out/${name##*.}.key" "$file" || continue
  head=$(number "$out/raw" 19)
  body=$(number "$out/raw" $((23 + head)))
  tail -c +$((28 + head)) "$out/raw" | head -c "$body" > "$out/$name.json"
done

for file in "$here"/attachments/*.age; do
  [ -e "$file" ] || continue
  name=$(basename "$file" .age)
  decrypt "$out/intake.key" "$file" || continue
  head=$(number "$out/raw" 21)
  length=$(tail -c +26 "$out/raw" | head -c "$head" | grep -o '"length":[0-9]*' | cut -d: -f2)
  tail -c +$((26 + head)) "$out/raw" | head -c "$length" > "$out/$name.attachment"
done
rm -f "$out/raw" "$out/why"
if [ "$closed" != 0 ]; then
  echo "$closed file(s) stayed closed. $office needs the keys of every office-keys-*.age." >&2
  exit 1
fi
