using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Appends entries to files in a directory, a JSON object per line, in a chain that continues over all files and all processes that write there.
/// <see cref="AuditVerifier.VerifyFiles"/> verifies the chain.
/// </summary>
/// <remarks>
/// Entries are renumbered, since each process counts from 1. Files are audit-000001.jsonl and so on; audit.head notes begin and end of the chain, and
/// audit.lock excludes concurrent processes. Refusals have separate files, refusals-000001.jsonl and refusals.head, so that refusals never displace
/// further entries. A failed write, for instance on a full disk, is undone before the next write. Incomplete output of a crash is dropped at the next
/// start; entries not yet delivered by the trail at the time of the crash are lost.
/// </remarks>
public sealed class FileAuditSink : IAuditSink, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly AuditFiles _disk;
    private readonly AuditFileWriter[] _writers;
    private IDisposable? _lock;
    private bool _isDisposed;

    /// <summary>Creates a sink. The directory is first accessed for the first entry.</summary>
    /// <param name="options">Directory and further options.</param>
    /// <param name="logger">Receives reports of damaged files.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names the option.</exception>
    public FileAuditSink(FileAuditSinkOptions options, ILogger<FileAuditSink>? logger = null)
        : this(options, new AuditFiles(options?.Directory ?? ""), logger)
    {
    }

    internal FileAuditSink(FileAuditSinkOptions options, AuditFiles files, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var copy = options.CheckedCopy();
        _disk = files;
        _writers =
        [
            .. Enum.GetValues<AuditSeries>().Select(series => new AuditFileWriter(
                copy, new AuditFileSeries(files, series), logger ?? NullLogger.Instance)),
        ];
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The files can't be written; none of the entries were accepted.</exception>
    /// <exception cref="UnauthorizedAccessException">Write access to the directory is denied; none of the entries were accepted.</exception>
    /// <exception cref="ObjectDisposedException">The sink was disposed.</exception>
    public ValueTask WriteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                _lock ??= _disk.Lock();
                foreach (var writer in _writers) writer.Prepare();
                foreach (var series in entries.GroupBy(entry => entry.Series)) _writers[(int)series.Key].Append(series);
                foreach (var writer in _writers) writer.Commit();
            }
            catch (Exception e)
            {
                Close();
                if (e is FileNotFoundException or DirectoryNotFoundException) Forget();
                throw;
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the files and releases the directory's lock.</summary>
    public void Dispose()
    {
        // A hanging disk must not block the shutdown of the host.
        if (!_gate.TryEnter(Patience)) return;
        try
        {
            _isDisposed = true;
            Close();
            Forget();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Close()
    {
        foreach (var writer in _writers) writer.Close();
    }

    // Makes the next call examine the directory again, after changes by another process.
    private void Forget()
    {
        _lock?.Dispose();
        _lock = null;
        foreach (var writer in _writers) writer.Forget();
    }
}
