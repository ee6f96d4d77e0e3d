using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Publishes the signatures between keys.</summary>
internal static class KeyringCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(arguments.Operands[0]);
        if (!File.Exists(path)) throw new RefusedException($"{path} is missing.");
        var listing = new KeyringListing();
        var attestations = IsListing(path) ? await ReadAsync(listing, File.OpenText(path), cancellationToken) : await ListAsync(listing, path, cancellationToken);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{listing.KeyCount} keys, {attestations.Count} signatures between them; left out: {listing.UnknownMakers} of keys that are not in the keyring, "
            + $"{listing.Unusable} revoked, expired at once or of no use."));
        var subjects = attestations.GroupBy(attestation => attestation.Target).ToArray();
        await Publication.PublishAsync(
            arguments, subjects.Select(subject => RegistryChange.Publish(subject.Key, subject)).ToAsyncEnumerable(), subjects.Length, cancellationToken);
    }

    private static bool IsListing(string path)
    {
        Span<byte> start = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && (start.SequenceEqual("tru:"u8) || start.SequenceEqual("pub:"u8));
    }

    private static async Task<IReadOnlyList<Attestation>> ReadAsync(KeyringListing listing, TextReader reader, CancellationToken cancellationToken)
    {
        using (reader) return await listing.ReadAsync(reader, cancellationToken);
    }

    /// <summary>Lists the keyring with gpg, in a temporary home folder, so that the user's keys and trust have no influence.</summary>
    private static async Task<IReadOnlyList<Attestation>> ListAsync(KeyringListing listing, string keyring, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("publisher-gpg-").FullName;
        try
        {
            using var gpg = Process.Start(new ProcessStartInfo(
                "gpg",
                ["--homedir", home, "--no-options", "--batch", "--no-tty", "--quiet", "--no-auto-check-trustdb", "--no-default-keyring", "--keyring", keyring,
                    "--with-colons", "--fixed-list-mode", "--list-sigs"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = gpg.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                var attestations = await listing.ReadAsync(gpg.StandardOutput, cancellationToken);
                await gpg.WaitForExitAsync(cancellationToken);
                return gpg.ExitCode == 0 ? attestations : throw new RefusedException($"gpg could not list {keyring}: {await errors}");
            }
            finally
            {
                if (!gpg.HasExited) gpg.Kill(entireProcessTree: true);
            }
        }
        catch (Win32Exception)
        {
            throw new RefusedException("gpg is not installed. Install gnupg, or give a listing made with gpg --list-sigs --with-colons elsewhere.");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
