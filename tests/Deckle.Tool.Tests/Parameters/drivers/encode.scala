def units(text: String): String = "\"u" + text.map(c => "%04x".format(c.toInt)).mkString + "\""
def encode(value: Any): String = value match {
  case null | None => "\"n\""
  case b: Boolean => if (b) "\"t\"" else "\"f\""
  case i: Int => "\"i" + i + "\""
  case l: Long => "\"i" + l + "\""
  case b: BigInt => "\"i" + b + "\""
  case d: Double => "\"d" + d + "\""
  case s: String => units(s)
  case m: Map[_, _] => m.map { case (k, v) => units(k.toString) + ":" + encode(v) }.mkString("{", ",", "}")
  case l: Seq[_] => l.map(encode).mkString("[", ",", "]")
}
def show(value: Any): Unit = println(encode(value))

