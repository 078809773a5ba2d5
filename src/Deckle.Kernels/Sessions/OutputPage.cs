using Deckle.Json;

namespace Deckle.Kernels.Sessions;

/// <summary>Collects output messages into outputs of nbformat's form until their bytes are too many; pieces of one stream become one.</summary>
/// <param name="most">Null for no limit. The first message is taken whatever its size.</param>
internal sealed class OutputPage(long? most)
{
    private readonly List<JsonObject> outputs = [];
    private readonly List<ReadOnlyMemory<byte>> pieces = [];
    private string stream = "";
    private long bytes;
    private bool isBegun;

    public IReadOnlyList<JsonObject> Outputs
    {
        get
        {
            EndStream();
            return outputs;
        }
    }

    /// <param name="output">As <see cref="OutputMessage"/> makes it.</param>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(JsonObject output)
    {
        bytes += BoundedOutputs.Size(output);
        if (isBegun && bytes > most)
        {
            return false;
        }

        isBegun = true;
        switch (output.GetText("output_type"))
        {
            case "stream" when output["text"] is JsonString text:
                string name = output.GetText("name") ?? "stdout";
                if (name != stream)
                {
                    EndStream();
                    stream = name;
                }

                pieces.Add(text.Utf8);
                break;
            case "clear_output":
                // What stood before it was on an earlier page, or is told all the same.
                break;
            case "update_display_data":
                Add(output.With("output_type", "display_data"));
                break;
            default:
                Add(output);
                break;
        }

        return true;
    }

    private void Add(JsonObject output)
    {
        EndStream();
        outputs.Add(JsonObject.From(output.Where(member => member.Key is not ("display_id" or "files"))));
    }

    private void EndStream()
    {
        if (pieces.Count > 0)
        {
            byte[] text = [.. pieces.SelectMany(piece => piece.ToArray())];
            outputs.Add(JsonObject.Of(("output_type", "stream"), ("name", stream), ("text", new JsonString(text))));
            pieces.Clear();
        }

        stream = "";
    }
}
