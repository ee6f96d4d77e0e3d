namespace Shadowgraph.Proofs.Audit;

/// <summary>Reads the directories of several <see cref="FileAuditSink"/>, such as those of all processes of a cluster, as one trail.</summary>
/// <remarks>
/// Reading verifies no hashes: <see cref="AuditVerifier.VerifyFiles"/> verifies the chains of a directory. A chain is never rewritten by the merge: an
/// entry keeps the sequence and the hash of its own chain.
/// </remarks>
public static class AuditReader
{
    /// <summary>Reads all entries, including refusals, in the order of time; entries of the same time in the order of the directories.</summary>
    /// <remarks>
    /// Within a chain the order of the chain is kept, since clocks may jump: an entry with an earlier time than its predecessor counts as
    /// simultaneous. Reading takes memory for one entry of each chain. Files may be written meanwhile: a file that is deleted by its sink
    /// before its turn, an incomplete last line, and lines that are not entries are skipped.
    /// </remarks>
    /// <param name="directories">The directories; at least one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">There is no directory, a directory is given twice, or a path is empty.</exception>
    /// <exception cref="DirectoryNotFoundException">A directory is missing.</exception>
    /// <exception cref="IOException">A file can't be read. Thrown during the enumeration.</exception>
    /// <exception cref="UnauthorizedAccessException">Read access is denied. Thrown during the enumeration.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. Thrown during the enumeration.</exception>
    public static IEnumerable<AuditRecord> Read(IEnumerable<string> directories, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directories);
        string[] paths = [.. directories];
        if (paths.Length == 0) throw new ArgumentException("There is no directory to read.", nameof(directories));
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            ArgumentException.ThrowIfNullOrEmpty(path, nameof(directories));
            if (!Directory.Exists(path)) throw new DirectoryNotFoundException($"There is no directory {path}.");
            if (!known.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))
                throw new ArgumentException($"The directory {path} is given twice: its entries would count twice.", nameof(directories));
        }

        return Merge(paths, cancellationToken);
    }

    private static IEnumerable<AuditRecord> Merge(string[] directories, CancellationToken cancellationToken)
    {
        var chains = directories.SelectMany(static directory => ChainsOf(directory)).ToArray();
        var next = new PriorityQueue<Chain, (DateTimeOffset At, int Order)>();
        try
        {
            for (var i = 0; i < chains.Length; i++) Enqueue(chains[i], i, DateTimeOffset.MinValue);
            while (next.TryDequeue(out var chain, out var place))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new AuditRecord(chain.Directory, chain.Entries.Current);
                Enqueue(chain, place.Order, place.At);
            }
        }
        finally
        {
            foreach (var chain in chains) chain.Entries.Dispose();
        }

        void Enqueue(Chain chain, int order, DateTimeOffset before)
        {
            if (!chain.Entries.MoveNext()) return;
            var at = chain.Entries.Current.At;
            next.Enqueue(chain, (at > before ? at : before, order));
        }
    }

    private static IEnumerable<Chain> ChainsOf(string directory)
    {
        var disk = new AuditFiles(directory);
        foreach (var series in (AuditSeries[])[AuditSeries.Main, AuditSeries.Refusals])
            yield return new Chain(directory, EntriesOf(new AuditFileSeries(disk, series)).GetEnumerator());
    }

    private static IEnumerable<AuditEntry> EntriesOf(AuditFileSeries files)
    {
        foreach (var number in files.Numbers())
        {
            using var stream = TryOpen(files.PathOf(number));
            if (stream is null) continue;
            var reader = new AuditLineReader(stream);
            while (reader.Next() is { } line)
                if (AuditLine.Read(line, files.Series) is { } entry) yield return entry;
        }
    }

    private static Stream? TryOpen(string path)
    {
        try
        {
            return AuditFiles.OpenRead(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private sealed record Chain(string Directory, IEnumerator<AuditEntry> Entries);
}
