using System.Diagnostics;
using Deckle.Json;

namespace Deckle.Stores.S3;

/// <summary>A program of the user's that prints credentials (<c>credential_process</c>).</summary>
internal static class AwsProcess
{
    /// <exception cref="DeckleException"><c>store-credentials-invalid</c>.</exception>
    public static async Task<AwsCredentials> RunAsync(string command, string source, StoreOptions options, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment.Clear();
        foreach ((string name, string value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> complaint = process.StandardError.ReadToEndAsync(cancellationToken);
            string answer = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await complaint.ConfigureAwait(false);
            if (process.ExitCode == 0 && JsonReader.Read(answer) is JsonObject json && AwsCredentialChain.Read(json, source) is { } credentials)
            {
                return credentials;
            }
        }
        catch (Exception e) when (e is JsonSyntaxException or System.ComponentModel.Win32Exception)
        {
            throw StoreErrors.CredentialsInvalid(source, "its credential_process does not print credentials", e);
        }

        throw StoreErrors.CredentialsInvalid(source, "its credential_process fails or does not print credentials");
    }
}
