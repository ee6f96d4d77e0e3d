using System.Runtime.CompilerServices;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Publishes the attestations of files: JSON arrays, JSON Lines and CSV, each also compressed.</summary>
internal static class ImportCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        foreach (var path in arguments.Operands)
        {
            if (!File.Exists(path)) throw new RefusedException($"{path} is missing.");
        }

        await Publication.PublishAsync(arguments, ChangesAsync(arguments, cancellationToken), count: null, cancellationToken);
    }

    private static async IAsyncEnumerable<RegistryChange> ChangesAsync(Arguments arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = ReadAsync(arguments.Operands, cancellationToken);
        var subjects = records.GroupBySubjectAsync(isSorted: arguments["--sorted"] is not null, cancellationToken);
        await foreach (var subject in subjects) yield return RegistryChange.Publish(subject.Subject, subject.Attestations.KeepLatest());
    }

    /// <summary>All records of all files. An error names its file.</summary>
    private static async IAsyncEnumerable<AttestationRecord> ReadAsync(
        IReadOnlyList<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
            await using var records = AttestationReader.ReadAsync(file, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(records, path)) yield return records.Current;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<AttestationRecord> records, string path)
    {
        try
        {
            return await records.MoveNextAsync();
        }
        catch (Exception e) when (e is InvalidRecordException or InvalidDataException)
        {
            throw new RefusedException($"{path}: {e.Message}");
        }
    }
}
