using System.CommandLine;
using Deckle.Json;
using Deckle.Kernels.Warm;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle kernels stop</c>: ends fork servers.</summary>
internal static class KernelsStopCommand
{
    public static Command Create()
    {
        var keys = new Argument<string[]>("key") { Description = "The keys that 'deckle kernels status' shows; by default that of the kernel.", Arity = ArgumentArity.ZeroOrMore };
        var kernel = new Option<string[]>("--kernel", "-k") { HelpName = "NAME", Description = "The kernel's name; python3 by default. Repeatable." };
        var all = new Option<bool>("--all") { Description = "End all of yours." };
        var kill = new Option<bool>("--kill") { Description = "End their kernels too; otherwise these are left to the runs they belong to." };
        var json = new Option<bool>("--json") { Description = "Print an object." };
        var command = new Command("stop", "End warm processes.\n\nExample: deckle kernels stop --all") { keys, kernel, all, kill, json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            ForkServers servers = KernelsStatusCommand.Servers();
            IEnumerable<string> wanted = parsed.GetValue(all) ? servers.ListAsync().GetAwaiter().GetResult().Select(status => status.Key)
                : parsed.GetValue(keys) is [_, ..] named ? named
                : KernelsWarmCommand.Choices(parsed.GetValue(kernel)).Select(choice => new WarmHost().KeyOf(choice));
            string[] stopped = [.. wanted.Distinct().Where(key => servers.StopAsync(key, parsed.GetValue(kill)).GetAwaiter().GetResult())];
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.Of(("schema", "deckle.kernels.stop/1"), ("stopped", JsonArray.From(stopped))).ToString());
            }
            else
            {
                Console.Out.WriteLine(stopped.Length == 0 ? "nothing to stop" : $"stopped: {string.Join(", ", stopped)}");
            }

            return stopped.Length == 0 ? ExitCodes.NothingToDo : ExitCodes.Done;
        }));
        return command;
    }
}
