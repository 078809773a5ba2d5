open System
open System.Collections
open System.Globalization
open System.Numerics

let units (text: string) = "\"u" + String.Join("", text |> Seq.map (fun c -> (int c).ToString("x4"))) + "\""

let rec encode (value: obj) : string =
    match value with
    | null -> "\"n\""
    | :? bool as b -> if b then "\"t\"" else "\"f\""
    | :? int | :? int64 | :? BigInteger -> "\"i" + string value + "\""
    | :? double as d -> "\"d" + d.ToString("R", CultureInfo.InvariantCulture) + "\""
    | :? string as s -> units s
    | :? Map<string, IComparable> as m -> "{" + String.Join(",", m |> Seq.map (fun p -> units p.Key + ":" + encode (box p.Value))) + "}"
    | :? IEnumerable as l -> "[" + String.Join(",", l |> Seq.cast<obj> |> Seq.map encode) + "]"
    | _ -> failwith (value.GetType().Name)

let show (value: obj) = printfn "%s" (encode value)

