using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Tests.Execution;

public class OutputTests
{
    [Fact]
    public async Task Neighbouring_streams_of_one_name_become_one()
    {
        JsonArray outputs = await Outputs(Part.Stream("a"), Part.Stream("b"), Part.Stream("c", "stderr"), Part.Stream("d"));

        Assert.Equal("""[{"name": "stdout", "output_type": "stream", "text": "ab"}, {"name": "stderr", "output_type": "stream", "text": "c"}, {"name": "stdout", "output_type": "stream", "text": "d"}]""", outputs.ToString());
    }

    [Fact]
    public async Task Streams_stay_apart_when_asked()
    {
        JsonArray outputs = (await MemoryKernel.OutputsAsync(new ExecutionOptions { CoalesceStreams = false }, ("x", [Part.Stream("a"), Part.Stream("b")])))[0];

        Assert.Equal(2, outputs.Count);
    }

    [Fact]
    public async Task Clearing_empties_the_cell_at_once()
    {
        Assert.Equal("[after]", Texts(await Outputs(Part.Display("before"), Part.Clear(wait: false), Part.Display("after"))));
        Assert.Equal("[]", Texts(await Outputs(Part.Display("before"), Part.Clear(wait: false))));
    }

    [Fact]
    public async Task Clearing_later_waits_for_the_next_output()
    {
        Assert.Equal("[before]", Texts(await Outputs(Part.Display("before"), Part.Clear(wait: true))));
        Assert.Equal("[after]", Texts(await Outputs(Part.Display("before"), Part.Clear(wait: true), Part.Display("after"))));
    }

    [Fact]
    public async Task An_update_changes_every_display_of_its_id_in_every_cell()
    {
        IReadOnlyList<JsonArray> cells = await MemoryKernel.OutputsAsync(
            null,
            ("one", [Part.Display("a", "id"), Part.Display("other")]),
            ("two", [Part.Display("b", "id")]),
            ("three", [Part.Update("c", "id")]));

        Assert.Equal(["[c, other]", "[c]", "[]"], cells.Select(Texts));
    }

    [Fact]
    public async Task An_update_of_an_unknown_display_adds_nothing()
    {
        Assert.Equal("[]", Texts(await Outputs(Part.Update("x", "nobody"))));
    }

    [Fact]
    public async Task A_cleared_display_is_forgotten()
    {
        Assert.Equal("[b]", Texts(await Outputs(Part.Display("a", "id"), Part.Clear(wait: false), Part.Display("b"), Part.Update("c", "id"))));
        Assert.Equal("[b]", Texts(await Outputs(Part.Display("a", "id"), Part.Clear(wait: true), Part.Display("b"), Part.Update("c", "id"))));
    }

    [Fact]
    public async Task An_update_is_no_output_that_clears()
    {
        Assert.Equal("[c]", Texts(await Outputs(Part.Display("a", "id"), Part.Clear(wait: true), Part.Update("c", "id"))));
    }

    [Fact]
    public async Task Transient_data_is_left_out()
    {
        JsonArray outputs = await Outputs(Part.Display("a", "id"), Part.Result("r", 1));

        Assert.All(outputs.OfType<JsonObject>(), output => Assert.False(output.Has("transient")));
        Assert.Empty(NotebookErrorsOf(outputs));
    }

    [Fact]
    public async Task Late_output_goes_to_the_cell_that_caused_it()
    {
        IReadOnlyList<JsonArray> cells = await MemoryKernel.OutputsAsync(
            null, ("one", [Part.Stream("a")]), ("two", [Part.Stream("late") with { ParentCode = "one" }, Part.Stream("b")]));

        Assert.Equal("alate", ((JsonObject)cells[0][0]).GetText("text"));
        Assert.Equal("b", ((JsonObject)cells[1][0]).GetText("text"));
    }

    [Fact]
    public async Task Outputs_between_reply_and_idle_are_kept()
    {
        JsonArray outputs = await Outputs(Part.Reply("ok"), Part.Stream("behind the reply"), Part.Status("idle"));

        Assert.Single(outputs);
    }

    [Fact]
    public async Task A_reply_behind_idle_ends_the_cell_too()
    {
        JsonArray outputs = await Outputs(Part.Stream("x"), Part.Status("idle"), Part.Reply("ok"));

        Assert.Single(outputs);
    }

    [Fact]
    public async Task Widgets_leave_their_state_in_the_notebook()
    {
        JsonObject state = JsonObject.Of(("_model_name", "IntSliderModel"), ("_model_module", "@jupyter-widgets/controls"), ("_model_module_version", "2.0.0"), ("value", 1));
        ExecutionResult result = await MemoryKernel.RunAsync(
            _ =>
            [
                Part.Comm("comm_open", "w", state, "jupyter.widget"),
                Part.Comm("comm_msg", "w", JsonObject.Of(("value", 7))),
                Part.Comm("comm_open", "nameless", JsonObject.Of(("x", 1)), "jupyter.widget"),
            ],
            MemoryKernel.NotebookOf("x"));

        JsonObject models = result.Notebook.Metadata.Get<JsonObject>("widgets")!.Get<JsonObject>("application/vnd.jupyter.widget-state+json")!.Get<JsonObject>("state")!;
        Assert.Equal(["w"], models.Keys);
        Assert.Equal("7", models.Get<JsonObject>("w")!.Get<JsonObject>("state")!["value"]!.ToString());
        Assert.Equal("IntSliderModel", models.Get<JsonObject>("w")!.GetText("model_name"));
    }

    [Fact]
    public async Task Widget_buffers_are_kept_as_base64_by_their_path()
    {
        JsonObject content = JsonObject.Of(("comm_id", "w"), ("target_name", "jupyter.widget"), ("data", JsonObject.Of(
            ("state", JsonObject.Of(("_model_name", "ImageModel"))), ("buffer_paths", JsonArray.Create([JsonArray.From(["value"])])))));
        var open = new Part(Channel.IOPub, "comm_open", content) { Buffers = [new byte[] { 1, 2, 3 }] };

        ExecutionResult result = await MemoryKernel.RunAsync(_ => [open], MemoryKernel.NotebookOf("x"));

        Assert.Contains("""{"data": "AQID", "encoding": "base64", "path": ["value"]}""", result.Notebook.Metadata["widgets"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_widget_catches_what_is_printed_inside_it()
    {
        // Its msg_id names the request whose outputs it takes; an empty one lets go. The request's id is only known to the kernel.
        JsonObject output = JsonObject.Of(("_model_module", "@jupyter-widgets/output"), ("_model_name", "OutputModel"), ("msg_id", ""));
        MemoryKernel? kernel = null;
        IEnumerable<Part> Script(string code)
        {
            string request = kernel!.Received.Last().Id;
            return
            [
                Part.Comm("comm_open", "w", output, "jupyter.widget"),
                Part.Stream("outside"),
                Part.Comm("comm_msg", "w", JsonObject.Of(("msg_id", request))),
                Part.Stream("in"),
                Part.Stream("side"),
                Part.Comm("comm_msg", "w", JsonObject.Of(("msg_id", ""))),
                Part.Stream(" again"),
            ];
        }

        kernel = new MemoryKernel(Script);
        await using KernelClient client = await KernelClient.OpenAsync(kernel, "session");
        ExecutionResult result = await new Executor(client).RunAsync(MemoryKernel.NotebookOf("x"));

        Assert.Equal("outside again", result.Notebook.Cells[0].Outputs.Single().Text);
        Assert.Contains("inside", result.Notebook.Metadata["widgets"]!.ToString(), StringComparison.Ordinal);
        Message last = kernel.Received.Last(message => message.Type == "comm_msg");
        Assert.Contains("\"outputs\": [{\"name\": \"stdout\", \"output_type\": \"stream\", \"text\": \"inside\"}]", last.Content.ToString(), StringComparison.Ordinal);
    }

    private static async Task<JsonArray> Outputs(params Part[] parts) => (await MemoryKernel.OutputsAsync(null, ("x", parts)))[0];

    private static string Texts(JsonArray outputs) =>
        $"[{string.Join(", ", outputs.Select(output => new Output((JsonObject)output).Data.Text("text/plain")))}]";

    private static IEnumerable<string> NotebookErrorsOf(JsonArray outputs) =>
        outputs.OfType<JsonObject>().SelectMany(output => output.Keys).Except(["data", "metadata", "output_type", "execution_count"]);
}
