using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Keeps entries in files of a directory, one JSON object a line, appended, in a chain that goes on over all files and all processes that
/// ever wrote there. <see cref="AuditVerifier.VerifyFiles"/> checks it.
/// </summary>
/// <remarks>
/// Entries are numbered anew, as each process counts its own from 1. Files are audit-000001.jsonl and so on; audit.head notes where they
/// begin and end, and audit.lock keeps other processes out. Refusals have files of their own, refusals-000001.jsonl and refusals.head, so
/// that they never take room from what else happens. A write that fails, as on a full disk, is undone before the next. What a crash leaves
/// half written is dropped at the next start; entries that the trail had not handed over by then are gone.
/// </remarks>
public sealed class FileAuditSink : IAuditSink, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly AuditFiles _disk;
    private readonly AuditFileWriter[] _writers;
    private IDisposable? _lock;
    private bool _isDisposed;

    /// <summary>Makes a sink. The directory is looked at when the first entry comes.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="logger">Told of damaged files.</param>
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
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
    /// <exception cref="IOException">The files can't be written; nothing of the entries was taken.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written; nothing of the entries was taken.</exception>
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

    /// <summary>Closes the files and lets other processes write there.</summary>
    public void Dispose()
    {
        // A disk that hangs must not hang the host's end too.
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

    // Looks at the directory anew the next time: somebody else has changed it.
    private void Forget()
    {
        _lock?.Dispose();
        _lock = null;
        foreach (var writer in _writers) writer.Forget();
    }
}
