set -eu
LC_ALL=C
encode() {
  printf '"s%s"' "$(printf %s "$1" | od -An -v -tx1 | tr -d ' \n')"
}
show() {
  local kind separator= k
  kind=$(declare -p "$1")
  local -n value=$1
  case $kind in
    "declare -A "*)
      printf '{'
      for k in "${!value[@]}"; do
        printf '%s' "$separator"; encode "$k"; printf ':'; encode "${value[$k]}"; separator=,
      done
      printf '}\n' ;;
    "declare -a "*)
      printf '['
      for k in "${value[@]}"; do
        printf '%s' "$separator"; encode "$k"; separator=,
      done
      printf ']\n' ;;
    *) encode "$value"; echo ;;
  esac
}
