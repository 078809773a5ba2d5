using Deckle.Json;
using Deckle.Kernels.Protocol;
using Deckle.Secrets;

namespace Deckle.Kernels.Tests.Execution;

public class SecretTests
{
    private const string Value = "hunter-2-hunter";

    private static readonly SecretInjection Given = new([new Secret("KEY", Value)], $"KEY = '{Value}'", AfterCell: 0);

    [Fact]
    public async Task Secrets_are_passed_silently_behind_the_cells_of_parameters()
    {
        var kernel = new MemoryKernel(_ => []);
        await using KernelClient client = await KernelClient.OpenAsync(kernel, "session");

        await new Executor(client).RunAsync(MemoryKernel.NotebookOf("one", "two", "three"), new ExecutionOptions { Secrets = Given });

        Message[] requests = [.. kernel.Received.Where(message => message.Type == "execute_request")];
        Assert.Equal(["one", Given.Source, "two", "three"], requests.Select(message => message.Content.GetText("code")));
        Assert.True(requests[1].Content["silent"] is JsonBoolean { Value: true });
        Assert.True(requests[1].Content["store_history"] is JsonBoolean { Value: false });
    }

    [Fact]
    public async Task No_output_report_or_save_holds_a_secret()
    {
        var seen = new List<string>();
        var options = new ExecutionOptions
        {
            Secrets = Given,
            Report = step => seen.Add(step.Message?.Content.ToString() ?? ""),
            Save = notebook =>
            {
                seen.Add(notebook.Json.ToString());
                return ValueTask.CompletedTask;
            },
        };

        ExecutionResult result = await MemoryKernel.RunAsync(
            code => code switch
            {
                "one" =>
                [
                    Part.Stream("a hun"), Part.Stream("ter-2-hunt"), Part.Stream("er b"), Part.Stream("err hunter-2-", "stderr"), Part.Stream("hunter", "stderr"),
                    Part.Display($"<{Value}>", "d"), Part.Update($"[{Value}]", "d"), Part.Result($"'{Value}'", 1),
                ],
                "two" => [Part.Error(Value), Part.Reply("error", Value)],
                _ => [],
            },
            MemoryKernel.NotebookOf("zero", "one", "two"),
            options);

        Assert.All([.. seen, result.Notebook.Json.ToString(), result.Failure!.ToString()], text => Assert.DoesNotContain(Value, text, StringComparison.Ordinal));
        Assert.Equal("***KEY***", result.Failure.ErrorName);
        IReadOnlyList<Output> outputs = result.Notebook.Cells.Single(cell => cell.Source == "one").Outputs;
        Assert.Equal(["a ***KEY*** b", "err ***KEY***"], outputs.Take(2).Select(output => output.Text));
        Assert.Equal(["[***KEY***]", "'***KEY***'"], outputs.Skip(2).Select(output => output.Data.Text("text/plain")));
    }

    [Fact]
    public async Task What_only_begins_like_a_secret_comes_before_the_next_output()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            _ => [Part.Stream("see hunter"), Part.Display("picture"), Part.Stream("hunt")],
            MemoryKernel.NotebookOf("zero"),
            new ExecutionOptions { Secrets = Given });

        IReadOnlyList<Output> outputs = result.Notebook.Cells.Single().Outputs;
        Assert.Equal(["see hunter", "", "hunt"], outputs.Select(output => output.Text));
    }

    [Fact]
    public async Task A_secret_cut_by_another_output_loses_its_end()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            _ => [Part.Stream("see hunter-2"), Part.Display("picture"), Part.Stream("-hunter!")],
            MemoryKernel.NotebookOf("zero"),
            new ExecutionOptions { Secrets = Given });

        Assert.Equal("see hunter-2***KEY***!", string.Concat(result.Notebook.Cells.Single().Outputs.Select(output => output.Text)));
    }

    [Fact]
    public async Task Secrets_that_the_kernel_refuses_end_the_run()
    {
        ExecutionResult result = await MemoryKernel.RunAsync(
            code => code == Given.Source ? [Part.Reply("error", $"SyntaxError {Value}")] : [],
            MemoryKernel.NotebookOf("zero", "one"),
            new ExecutionOptions { Secrets = Given });

        Assert.Equal((ExecutionStatus.Failed, 1), (result.Status, result.Failure!.Index));
        Assert.Equal("the secrets could not be passed to the kernel: why", result.Failure.ErrorValue);
        Assert.Equal("SyntaxError ***KEY***", result.Failure.ErrorName);
    }
}
