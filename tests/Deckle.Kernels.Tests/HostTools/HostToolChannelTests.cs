using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Deckle.Json;
using Deckle.Kernels.Connections;
using Deckle.Kernels.HostTools;
using Deckle.Kernels.Protocol;
using Deckle.Kernels.Tests.Execution;
using Channel = Deckle.Kernels.Protocol.Channel;

namespace Deckle.Kernels.Tests.HostTools;

/// <summary>The host's side of calls, without a kernel.</summary>
public class HostToolChannelTests
{
    [Fact]
    public async Task An_answer_comes_in_parts_and_each_may_be_asked_for_again()
    {
        string large = new('é', 200_000);
        var kernel = new Recorder();
        await using KernelClient client = await kernel.ClientAsync();
        await using var channel = new HostToolChannel(client, new Tools(_ => Task.FromResult<JsonValue>(large)));

        Assert.True(channel.Take(Ask("""{"op": "call", "id": "a", "tool": "x", "arguments": {}}""")));
        (string first, string head) = await kernel.ReplyAsync();
        channel.Take(Ask("""{"op": "more", "id": "a", "part": 1}"""));
        (string second, _) = await kernel.ReplyAsync();
        channel.Take(Ask("""{"op": "more", "id": "a", "part": 2}"""));
        (string third, string last) = await kernel.ReplyAsync();
        channel.Take(Ask("""{"op": "more", "id": "a", "part": 0}"""));
        (string again, _) = await kernel.ReplyAsync();

        Assert.Equal(("a 0 3", "a 2 3"), (head, last));
        Assert.Equal(first, again);
        Assert.All(first + second + third, character => Assert.True(character < 128));
        Assert.Equal(JsonObject.Of(("value", large)), JsonReader.Read(first + second + third));
    }

    [Fact]
    public async Task Whoever_asks_anew_has_given_up_what_was_before()
    {
        var kernel = new Recorder();
        await using KernelClient client = await kernel.ClientAsync();
        var tools = new Tools(async call =>
        {
            await (call.Call.Tool == "slow" ? Task.Delay(Timeout.Infinite, call.Stop) : Task.CompletedTask);
            return call.Call.Tool;
        });
        await using var channel = new HostToolChannel(client, tools);

        channel.Take(Ask("""{"op": "call", "id": "a", "tool": "slow", "arguments": {}}"""));
        channel.Take(Ask("""{"op": "call", "id": "b", "tool": "quick", "arguments": {}}"""));
        (string first, string firstHead) = await kernel.ReplyAsync();
        (string second, string secondHead) = await kernel.ReplyAsync();

        Assert.Equal("a 0 1", firstHead);
        Assert.Contains("host-tool-interrupted", first, StringComparison.Ordinal);
        Assert.Equal(("b 0 1", """{"value":"quick"}"""), (secondHead, second));
    }

    [Fact]
    public async Task An_interrupt_stops_the_tool_and_the_kernel_is_answered()
    {
        var kernel = new Recorder();
        await using KernelClient client = await kernel.ClientAsync();
        await using var channel = new HostToolChannel(client, new Tools(async call =>
        {
            await Task.Delay(Timeout.Infinite, call.Stop);
            return "";
        }));

        channel.Take(Ask("""{"op": "call", "id": "a", "tool": "x", "arguments": {}}"""));
        channel.Interrupt();
        (string answer, _) = await kernel.ReplyAsync();

        Assert.Contains("x was stopped: the cell was interrupted", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"op": "call", "id": "a", "tool": "x"}""", "host-tool-request-invalid")]
    [InlineData("""{"op": "other", "id": "a"}""", "host-tool-request-invalid")]
    [InlineData("""{"op": "more", "id": "a", "part": 3}""", "host-tool-request-invalid")]
    [InlineData("no json", "host-tool-request-invalid")]
    [InlineData("""{"op": "call", "id": "a", "tool": "broken", "arguments": {}}""", "host-tool-failed")]
    [InlineData("""{"op": "call", "id": "a", "tool": "denied", "arguments": {}}""", "some-code")]
    public async Task Every_question_has_an_answer(string request, string code)
    {
        var kernel = new Recorder();
        await using KernelClient client = await kernel.ClientAsync();
        await using var channel = new HostToolChannel(client, new Tools(call => call.Call.Tool == "broken" ? throw new InvalidOperationException("defect") : throw new DeckleException("some-code", "no")));

        channel.Take(Ask(request));
        (string answer, _) = await kernel.ReplyAsync();

        Assert.Contains($"\"{code}\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_to_a_person_is_not_taken()
    {
        var kernel = new Recorder();
        await using KernelClient client = await kernel.ClientAsync();
        await using var channel = new HostToolChannel(client, null);

        Message question = Ask("") with { Content = JsonObject.Of(("prompt", "Name: "), ("password", false)) };

        Assert.False(channel.Take(question));
    }

    private static Message Ask(string request) => new(
        Channel.Stdin, JsonObject.Of(("msg_type", "input_request"), ("msg_id", "k")), JsonObject.Empty, JsonObject.Empty,
        JsonObject.Of(("prompt", HostToolChannel.Mark + request), ("password", false)));

    private sealed class Tools(Func<(HostToolCall Call, CancellationToken Stop), Task<JsonValue>> answer) : IHostTools
    {
        public async Task<HostToolAnswer> CallAsync(HostToolCall call, CancellationToken cancellationToken) => new(await answer((call, cancellationToken)));
    }

    /// <summary>A connection that keeps what the kernel would be answered.</summary>
    private sealed class Recorder : IKernelConnection
    {
        private readonly MemoryKernel kernel = new(_ => []);
        private readonly Channel<string> replies = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public Task<KernelClient> ClientAsync() => KernelClient.OpenAsync(this, "session", cancellationToken: TestContext.Current.CancellationToken);

        /// <returns>The text of a reply, and the line before it.</returns>
        public async Task<(string Text, string Head)> ReplyAsync()
        {
            string[] parts = (await replies.Reader.ReadAsync(TestContext.Current.CancellationToken)).Split('\n', 2);
            return (parts[1], parts[0]);
        }

        public Task SendAsync(Message message, CancellationToken cancellationToken = default)
        {
            if (message is { Channel: Channel.Stdin, Type: "input_reply" })
            {
                replies.Writer.TryWrite(message.Content.GetText("value")!);
                return Task.CompletedTask;
            }

            return kernel.SendAsync(message, cancellationToken);
        }

        public ValueTask<Message?> ReceiveAsync(CancellationToken cancellationToken = default) => kernel.ReceiveAsync(cancellationToken);

        public bool TryReceive([NotNullWhen(true)] out Message? message) => kernel.TryReceive(out message);

        public ValueTask DisposeAsync() => kernel.DisposeAsync();
    }
}
