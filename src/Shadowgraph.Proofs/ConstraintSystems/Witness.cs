using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Serialization;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The value of every wire of a circuit, for one set of inputs. Secret: dispose it, which clears it.</summary>
/// <remarks>Not for use after or during <see cref="Dispose"/>; otherwise it may be read from several threads.</remarks>
[JsonConverter(typeof(NoJsonConverter<Witness>))]
public sealed class Witness : IDisposable
{
    private readonly WorkMeter? _meter = WorkMeter.Current;
    private readonly PinnedRental<Fr> _rental;
    private bool _isDisposed;

    /// <summary>Takes memory for that many values, all 0.</summary>
    internal Witness(int length)
    {
        Length = length;
        _rental = new(length);
        _rental.Array.AsSpan(0, length).Clear();
        _meter?.Lease((long)_rental.ArrayLength * Fr.Size);
    }

    /// <summary>Number of values: the circuit's wires, the constant one included.</summary>
    public int Length { get; }

    /// <summary>The values by wire; the first is 1. Valid until the witness is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The witness was disposed.</exception>
    public ReadOnlySpan<Fr> Values => Memory.Span;

    /// <summary>The values by wire, for code that shares them between threads.</summary>
    internal ReadOnlyMemory<Fr> Memory => Array.AsMemory(0, Length);

    /// <summary>The values by wire, for the code that computes them.</summary>
    internal Span<Fr> Mutable => Array.AsSpan(0, Length);

    private Fr[] Array => _rental.Array ?? throw new ObjectDisposedException(nameof(Witness));

    /// <summary>Reads a .wtns file, as circom's witness generators, snarkjs or this library write it.</summary>
    /// <param name="stream">Read from its position to its end, and left open.</param>
    /// <exception cref="ProofFileException">The file is malformed, for another curve, or holds a value that is not below the modulus.</exception>
    public static Witness Read(Stream stream) => WitnessFile.Read(stream);

    /// <summary>Writes a .wtns file, as snarkjs reads it. The file is as secret as the witness.</summary>
    /// <param name="stream">Written from its position on, and left open. It need not be able to seek.</param>
    /// <exception cref="ObjectDisposedException">The witness was disposed.</exception>
    public void Write(Stream stream) => WitnessFile.Write(this, stream);

    /// <summary>The public signals: outputs, then inputs, as a verifier takes them (without the constant one).</summary>
    /// <exception cref="ArgumentException">The witness has another number of values than the circuit has wires.</exception>
    /// <exception cref="ObjectDisposedException">The witness was disposed.</exception>
    public Fr[] PublicSignals(R1cs circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (Length != circuit.WireCount)
            throw new ArgumentException($"The witness has {Length} values and the circuit {circuit.WireCount} wires.", nameof(circuit));
        return Values.Slice(1, circuit.PublicCount).ToArray();
    }

    /// <summary>Clears the values.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        _rental.Dispose();
        _meter?.Return((long)_rental.ArrayLength * Fr.Size);
    }
}
