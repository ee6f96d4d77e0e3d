using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Serialization;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The value of every wire of a circuit, for one set of inputs. Secret: disposal clears the values.</summary>
/// <remarks>Several threads may read concurrently, but not during or after <see cref="Dispose"/>.</remarks>
[JsonConverter(typeof(NoJsonConverter<Witness>))]
public sealed class Witness : IDisposable
{
    private readonly WorkMeter? _meter = WorkMeter.Current;
    private readonly PinnedRental<Fr> _rental;
    private bool _isDisposed;

    /// <summary>Allocates memory for a number of values, all 0.</summary>
    internal Witness(int length)
    {
        Length = length;
        _rental = new(length);
        _rental.Array.AsSpan(0, length).Clear();
        _meter?.Lease((long)_rental.ArrayLength * Fr.Size);
    }

    /// <summary>Number of values: the circuit's wires, including the constant wire.</summary>
    public int Length { get; }

    /// <summary>The values by wire; the first is 1. Valid until the witness is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The witness was disposed.</exception>
    public ReadOnlySpan<Fr> Values => Memory.Span;

    /// <summary>The values by wire, for code that shares them between threads.</summary>
    internal ReadOnlyMemory<Fr> Memory => Array.AsMemory(0, Length);

    /// <summary>The values by wire, for the code that computes them.</summary>
    internal Span<Fr> Mutable => Array.AsSpan(0, Length);

    private Fr[] Array => _rental.Array ?? throw new ObjectDisposedException(nameof(Witness));

    /// <summary>Reads a .wtns file, as written by circom's witness generators, snarkjs or this library.</summary>
    /// <param name="stream">Read from its current position to the end, and left open.</param>
    /// <exception cref="ProofFileException">The file is malformed, for a different curve, or holds a value that is not below the modulus.</exception>
    public static Witness Read(Stream stream) => WitnessFile.Read(stream);

    /// <summary>Writes a .wtns file in the format of snarkjs. The file is as secret as the witness.</summary>
    /// <param name="stream">Written from its current position, and left open. Seeking is not required.</param>
    /// <exception cref="ObjectDisposedException">The witness was disposed.</exception>
    public void Write(Stream stream) => WitnessFile.Write(this, stream);

    /// <summary>The public signals for a verifier: outputs, then inputs, without the constant wire.</summary>
    /// <exception cref="ArgumentException">The number of values differs from the number of wires of the circuit.</exception>
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
