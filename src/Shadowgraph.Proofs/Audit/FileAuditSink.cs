using System.Buffers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Keeps entries in files of a directory, one JSON object a line, appended, in a chain that goes on over all files and all processes that
/// ever wrote there. <see cref="AuditVerifier.VerifyFiles"/> checks it.
/// </summary>
/// <remarks>
/// Entries are numbered anew, as each process counts its own from 1. Files are audit-000001.jsonl and so on; audit.head notes the last
/// entry, and audit.lock keeps other processes out. A write that fails, as on a full disk, is undone before the next. What a crash leaves
/// half written is dropped at the next start; entries that the trail had not handed over by then are gone.
/// </remarks>
public sealed class FileAuditSink : IAuditSink, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly FileAuditSinkOptions _options;
    private readonly AuditFiles _files;
    private readonly AuditChain _chain;
    private readonly ILogger _logger;
    private IDisposable? _lock;
    private Stream? _stream;
    private Stream? _head;
    private int _number;

    // What has been taken for good; null before the directory was looked at.
    private AuditFilePlace? _place;
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
        _options = options.CheckedCopy();
        _files = files;
        _chain = new AuditChain(_options.Key);
        _logger = logger ?? NullLogger.Instance;
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
                var place = Open();
                Append(entries, place.End);
                if (_place!.Number != place.Number) DeleteOldest();
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

    /// <summary>Opens what is not open, and undoes what a failed write has left.</summary>
    private AuditFilePlace Open()
    {
        _lock ??= _files.Lock();
        _place ??= new AuditFileRecovery(_files, _options.Key, _logger).Run();
        if (_head is null)
        {
            _head = _files.OpenWrite(_files.HeadPath, isNew: true);
            if (_head.Length == 0) AuditHeadNote.Write(_head, _place.End);
        }

        if (_stream is not null) return _place;
        foreach (var number in _files.Numbers().Where(number => number > _place.Number)) _files.Delete(number);
        _number = _place.Number;
        _stream = _files.OpenWrite(_files.PathOf(_number), isNew: _place.Length == 0);
        if (_stream.Length < _place.Length)
            throw new FileNotFoundException("The audit file was cut by somebody else.", _files.PathOf(_number));
        _stream.SetLength(_place.Length);
        _stream.Position = _place.Length;
        _buffer.ResetWrittenCount();
        if (_place.Length == 0) AuditLine.WriteFirst(_buffer, _place.End, _chain.IsKeyed);
        return _place;
    }

    private void Append(IReadOnlyList<AuditEntry> entries, AuditAnchor end)
    {
        foreach (var entry in entries)
        {
            if (_stream!.Position + _buffer.WrittenCount >= _options.MaxFileBytes) BeginNext(end);
            var next = _chain.Next(end, entry.At, entry.Happened);
            AuditLine.Write(_buffer, next);
            end = new AuditAnchor(next.Sequence, next.Digest);
        }

        PassOn();
        AuditHeadNote.Write(_head!, end);
        _place = new AuditFilePlace(_number, _stream!.Position, end);
    }

    private void BeginNext(AuditAnchor end)
    {
        PassOn();
        _stream!.Dispose();
        _stream = _files.OpenWrite(_files.PathOf(++_number), isNew: true);
        AuditLine.WriteFirst(_buffer, end, _chain.IsKeyed);
    }

    private void PassOn()
    {
        _stream!.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        if (_options.Flush == AuditFlush.Disk) _files.FlushToDisk(_stream);
    }

    private void DeleteOldest()
    {
        if (_options.MaxFiles == 0) return;
        try
        {
            foreach (var number in _files.Numbers().SkipLast(_options.MaxFiles)) _files.Delete(number);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Tried again when the next file is begun. The entries are taken all the same.
        }
    }

    private void Close()
    {
        _stream?.Dispose();
        _head?.Dispose();
        _stream = _head = null;
    }

    // Looks at the directory anew the next time: somebody else has changed it.
    private void Forget()
    {
        _lock?.Dispose();
        _lock = null;
        _place = null;
    }
}
