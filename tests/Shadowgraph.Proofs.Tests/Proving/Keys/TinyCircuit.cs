using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Proving.Keys;

/// <summary>Stands in for the reputation circuits where only the store matters: its keys take milliseconds.</summary>
internal sealed class TinyCircuit(int constraints) : ICircuit
{
    public string Name => "tiny";

    public static CircuitForKeys Of(CircuitSize size)
    {
        var r1cs = ConstraintSystem.Compile(new TinyCircuit(3 + (int)size)).R1cs;
        return new CircuitForKeys(r1cs, ReputationCircuits.DigestOf(r1cs));
    }

    public void Define(CircuitBuilder builder)
    {
        LinearCombination x = builder.PublicInput("x");
        for (var i = 0; i < constraints; i++) x = builder.Multiply(x, x + i, "step");
    }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class ListLogger : ILogger
{
    public List<(LogLevel Level, int Id, string Text)> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Entries) Entries.Add((logLevel, eventId.Id, formatter(state, exception)));
    }
}

/// <summary>The real file system with faults that root doesn't get otherwise.</summary>
internal sealed class FaultyFiles : IKeyFiles
{
    private readonly KeyFiles _real = new();
    private int _locksRefused;

    public Exception? OnWrite { get; set; }

    public Exception? OnLock { get; set; }

    public int Writes { get; private set; }

    /// <summary>How often a lock was asked for that another process held.</summary>
    public int LocksRefused => Volatile.Read(ref _locksRefused);

    public void CreatePrivateDirectory(string path) => _real.CreatePrivateDirectory(path);

    public bool Exists(string path) => _real.Exists(path);

    public bool DirectoryExists(string path) => _real.DirectoryExists(path);

    public Stream OpenRead(string path) => _real.OpenRead(path);

    public void WriteAtomically(string path, Action<Stream> write)
    {
        Writes++;
        _real.WriteAtomically(path, stream =>
        {
            if (OnWrite is not null) throw OnWrite;
            write(stream);
        });
    }

    public IDisposable? TryLock(string path)
    {
        if (OnLock is not null) throw OnLock;
        var held = _real.TryLock(path);
        if (held is null) Interlocked.Increment(ref _locksRefused);
        return held;
    }
}
