set -eu
LC_ALL=C
encode() {
  local text=$1 i out=
  for ((i = 0; i < ${#text}; i++)); do
    printf -v out '%s%02x' "$out" "$(( $(printf '%d' "'${text:i:1}") & 255 ))"
  done
  printf '"s%s"' "$out"
}
show() {
  local kind=${1@a} separator= k
  local -n value=$1
  case ${value@a} in
    *A*)
      printf '{'
      for k in "${!value[@]}"; do
        printf '%s' "$separator"; encode "$k"; printf ':'; encode "${value[$k]}"; separator=,
      done
      printf '}\n' ;;
    *a*)
      printf '['
      for k in "${value[@]}"; do
        printf '%s' "$separator"; encode "$k"; separator=,
      done
      printf ']\n' ;;
    *) encode "$value"; echo ;;
  esac
}
