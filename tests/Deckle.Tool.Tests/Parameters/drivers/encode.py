def show(value):
    print(encode(value))


def encode(value):
    if value is None:
        return '"n"'
    if isinstance(value, bool):
        return '"t"' if value else '"f"'
    if isinstance(value, int):
        return f'"i{value}"'
    if isinstance(value, float):
        return f'"d{value!r}"'
    if isinstance(value, str):
        return f'"{key(value)}"'
    if isinstance(value, list):
        return "[" + ",".join(map(encode, value)) + "]"
    return "{" + ",".join(f'"{key(k)}":{encode(v)}' for k, v in value.items()) + "}"


def key(text):
    return "s" + text.encode("utf-8", "surrogatepass").hex()


