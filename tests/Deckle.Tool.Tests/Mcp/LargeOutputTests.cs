using System.Text;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>An output of 100 MB costs a client little, and the server what reading the file costs.</summary>
public sealed class LargeOutputTests : IDisposable
{
    private const int Megabyte = 1_000_000;
    private const int OutputBytes = 100 * Megabyte;
    private const int MostAnswer = 100_000;

    // The file's bytes, its text in UTF-16 (twice as much), and the same of the call before that is not collected yet; seen are six to eight times.
    private const long MostMemory = 10L * OutputBytes;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_text_of_a_hundred_megabytes_is_answered_in_parts()
    {
        string line = new string('x', 99) + "\n";
        Write("""{"output_type": "stream", "name": "stdout", "text": "TEXT"}""", line.Replace("\n", "\\n", StringComparison.Ordinal), OutputBytes / line.Length);
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject outline = await BoundedAsync(client, "notebook_outline", new());
        JsonObject read = await BoundedAsync(client, "notebook_read", new());
        JsonObject cell = await BoundedAsync(client, "cell_read", new() { ["cell_id"] = "c0" });
        JsonObject first = await BoundedAsync(client, "output_read", new() { ["cell_id"] = "c0" });
        JsonObject last = await BoundedAsync(client, "output_read", new() { ["cell_id"] = "c0", ["offset"] = OutputBytes - 1000 });
        JsonObject results = await BoundedAsync(client, "run_results", new());
        JsonObject resource = await ResourceAsync(client);

        Assert.Equal(1, outline["cells"]![0]!["output_count"]!.GetValue<int>());
        Assert.All([read["cells"]![0]!, cell["cell"]!, results["cells"]![0]!], each => Assert.StartsWith(line, each["outputs"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal((OutputBytes, 20_000), (first["bytes"]!.GetValue<int>(), first["next_offset"]!.GetValue<int>()));
        Assert.Equal(string.Concat(Enumerable.Repeat(line, 10)), last["text"]!.GetValue<string>());
        Assert.Null(last["next_offset"]);
        Assert.Contains("output://large.ipynb?cell=c0", resource.ToJsonString(), StringComparison.Ordinal);
        AssertMemory(client);
    }

    [Fact]
    public async Task A_picture_of_a_hundred_megabytes_is_answered_by_its_address()
    {
        // A picture's first bytes, and then as many as it takes.
        string head = Convert.ToBase64String([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 4, 0]);
        Write("""{"output_type": "display_data", "metadata": {}, "data": {"image/png": "HEADTEXT", "text/plain": "<Figure>"}}""".Replace("HEAD", head[..24], StringComparison.Ordinal), new string('A', 100), OutputBytes / 100);
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject outline = await BoundedAsync(client, "notebook_outline", new());
        JsonObject read = await BoundedAsync(client, "notebook_read", new());
        JsonObject cell = await BoundedAsync(client, "cell_read", new() { ["cell_id"] = "c0" });
        JsonObject output = await BoundedAsync(client, "output_read", new() { ["cell_id"] = "c0" });
        JsonObject results = await BoundedAsync(client, "run_results", new());
        JsonObject resource = await ResourceAsync(client);

        Assert.Equal(1, outline["cells"]![0]!["output_count"]!.GetValue<int>());
        Assert.All([read["cells"]![0]!, cell["cell"]!], each => Assert.InRange(each["outputs"]![0]!["data"]![0]!["bytes"]!.GetValue<int>(), OutputBytes * 7 / 10, OutputBytes + 100));
        Assert.Equal("output://large.ipynb?cell=c0&output=0&mime=image%2Fpng", output["uri"]!.GetValue<string>());
        Assert.Single(results["cells"]!.AsArray());
        Assert.Contains("image%2Fpng", resource.ToJsonString(), StringComparison.Ordinal);
        AssertMemory(client);
    }

    // A notebook of one cell with one output, in which TEXT is a piece again and again.
    private void Write(string output, string piece, int times)
    {
        string notebook = McpNotebooks.Printed("print()", "OUTPUT");
        string whole = JsonNode.Parse(notebook)!["cells"]![0]!["outputs"]![0]!.ToJsonString();
        string[] around = notebook.Replace(whole, output, StringComparison.Ordinal).Split("TEXT");
        using FileStream file = File.Create(folder.Combine("large.ipynb"));
        file.Write(Encoding.ASCII.GetBytes(around[0]));
        byte[] bytes = Encoding.ASCII.GetBytes(piece);
        for (int i = 0; i < times; i++)
        {
            file.Write(bytes);
        }

        file.Write(Encoding.ASCII.GetBytes(around[1]));
    }

    private static async Task<JsonObject> BoundedAsync(StdioClient client, string tool, JsonObject arguments)
    {
        arguments["path"] = "large.ipynb";
        JsonObject result = await client.CallAsync(tool, arguments.ToJsonString());
        Assert.InRange(Encoding.UTF8.GetByteCount(result.ToJsonString()), 100, MostAnswer);
        Assert.Null(result["isError"]);
        return result["structuredContent"]!.AsObject();
    }

    private static async Task<JsonObject> ResourceAsync(StdioClient client)
    {
        JsonObject answer = await client.AskAsync("resources/read", new JsonObject { ["uri"] = "notebook://large.ipynb" });
        Assert.InRange(Encoding.UTF8.GetByteCount(answer.ToJsonString()), 100, MostAnswer);
        return answer["result"]!.AsObject();
    }

    private static void AssertMemory(StdioClient client) => Assert.InRange(client.PeakMemory, OutputBytes, MostMemory);
}
