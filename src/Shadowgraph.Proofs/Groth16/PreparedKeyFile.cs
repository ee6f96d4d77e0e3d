using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Prepared;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Loads keys by their prepared files, and makes prepared files.</summary>
internal static class PreparedKeyFile
{
    /// <summary>Loads a key from the prepared file if there is a good one, otherwise from the .zkey file.</summary>
    /// <param name="path">The .zkey file.</param>
    /// <param name="options">The options; the key is not loaded from a prepared file with <see cref="PointValidation.Full"/>.</param>
    /// <param name="report">Receives the reason if an existing prepared file is not used, now or later; null for no report.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <inheritdoc cref="ProvingKey.Load(string, ProvingKeyReadOptions?, CancellationToken)"/>
    public static ProvingKey Load(string path, ProvingKeyReadOptions options, Action<string>? report, CancellationToken cancellationToken)
    {
        options.Check();
        using var file = OpenZkey(path);
        using var stream = MeteredStream.Over(file, WorkMeter.Current);
        if (options.Prepared == PreparedKeyUse.Off || options.Validation == PointValidation.Full || !file.CanSeek)
            return ProvingKey.Load(stream, options, cancellationToken);

        using var before = ZkeyOutline.TryRead(file, stream);
        if (before is not null && TryLoad(path, before, options, report, cancellationToken) is { } prepared) return prepared;
        return LoadZkey(file, stream, before?.Identity, options, cancellationToken);
    }

    /// <summary>Loads a key from the .zkey file, even if there is a prepared file.</summary>
    /// <inheritdoc cref="ProvingKey.Load(string, ProvingKeyReadOptions?, CancellationToken)"/>
    public static ProvingKey LoadZkey(string path, ProvingKeyReadOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        using var file = OpenZkey(path);
        using var stream = MeteredStream.Over(file, WorkMeter.Current);
        if (!file.CanSeek) return ProvingKey.Load(stream, options, cancellationToken);
        using var before = ZkeyOutline.TryRead(file, stream);
        return LoadZkey(file, stream, before?.Identity, options, cancellationToken);
    }

    /// <summary>Makes the prepared file of a key, unless there is a good one.</summary>
    /// <param name="key">A key with <see cref="ProvingKey.FileIdentity"/>.</param>
    /// <param name="path">The .zkey file from which the key was loaded.</param>
    /// <param name="isPrivate">Whether the .zkey file's hash is pinned, so that the prepared file is used in a folder of this user alone.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The reason for which no file was made; null if made, or already there.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static string? TryMake(ProvingKey key, string path, bool isPrivate, CancellationToken cancellationToken)
    {
        var identity = key.FileIdentity ?? throw new ArgumentException("The key must come from an unchanged file.", nameof(key));
        var prepared = PreparedPaths.Of(path);
        try
        {
            if (isPrivate) PreparedPlace.CheckFolder(prepared);
            using var writer = PreparedFileWriter.TryBegin(prepared);
            if (writer is null) return "another process makes the file";
            if (IsGood(prepared, identity, isPrivate)) return null;
            var header = new PreparedHeader(identity, Convert.FromHexString(key.Sha256), PreparedKeyContents.Lengths(key));
            writer.Write(header, section => PreparedKeyContents.Section(key, section), cancellationToken);
            GC.KeepAlive(key);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PreparedFileException)
        {
            return e.Message;
        }
    }

    /// <summary>Removes a prepared file, if possible.</summary>
    /// <param name="path">The .zkey file.</param>
    public static void Drop(string path)
    {
        try
        {
            File.Delete(PreparedPaths.Of(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that can't be removed is refused again by the next reader.
        }
    }

    /// <summary>Opens a .zkey file; the file may be replaced or deleted meanwhile.</summary>
    public static FileStream OpenZkey(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);

    private static ProvingKey LoadZkey(
        FileStream file, Stream stream, ZkeyIdentity? identity, ProvingKeyReadOptions options, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var key = ProvingKey.Load(stream, options, cancellationToken);
        if (identity is null) return key;

        // Only a key of exactly this file may become the prepared file of this file.
        using var after = ZkeyOutline.TryRead(file, stream);
        if (after?.Identity == identity) key.FileIdentity = identity;
        return key;
    }

    private static bool IsGood(string prepared, ZkeyIdentity identity, bool isPrivate)
    {
        if (!File.Exists(prepared)) return false;
        try
        {
            using var file = PreparedFile.Open(prepared, identity, isPrivate);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PreparedFileException)
        {
            return false;
        }
    }

    private static ProvingKey? TryLoad(
        string path, ZkeyOutline zkey, ProvingKeyReadOptions options, Action<string>? report, CancellationToken cancellationToken)
    {
        var prepared = PreparedPaths.Of(path);
        if (!File.Exists(prepared)) return null;
        try
        {
            using var file = PreparedFile.Open(prepared, zkey.Identity, isPrivate: options.ExpectedSha256 is not null);
            string? sha256 = null;
            if (options.ExpectedSha256 is { } expected)
            {
                if (!expected.Equals(file.ZkeySha256, StringComparison.OrdinalIgnoreCase))
                    throw new PreparedFileException("the file was made from a .zkey file of another hash", isFaulty: true);
                sha256 = zkey.ComputeSha256(cancellationToken);

                // Reading the .zkey file refuses the file.
                if (!expected.Equals(sha256, StringComparison.OrdinalIgnoreCase)) return null;
            }

            var isMapped = options.Prepared == PreparedKeyUse.Map && file.IsMappable;
            file.Begin(zkey.Header, zkey.HasFoldedC, zkey.CoefficientCount, isMapped);
            var contents = PreparedKeyContents.Read(file, zkey);
            return new ProvingKey(contents, sha256, new PreparedKeyOrigin(Path.GetFullPath(path), zkey.Identity, options, report));
        }
        catch (PreparedFileException e)
        {
            if (e.IsFaulty) Drop(path);
            report?.Invoke(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report?.Invoke(e.Message);
        }
        catch (Exception e) when (e is ProofFileException or ProvingKeyException)
        {
            // The verifying key is unusable: reading the whole .zkey file gives the reason.
        }

        return null;
    }
}
