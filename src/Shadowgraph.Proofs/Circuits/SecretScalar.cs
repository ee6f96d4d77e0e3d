using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>
/// A secret scalar that can be cleared completely: stored in pinned memory, of which the garbage collector makes no copies.
/// </summary>
internal sealed class SecretScalar : IDisposable
{
    private readonly Fr[] _place = PinnedArray.Allocate<Fr>(1);

    public SecretScalar(in Fr value) => _place[0] = value;

    /// <summary>The scalar; 0 after clearing.</summary>
    public Fr Value => _place[0];

    /// <summary>Marks the object as a secret, without its value.</summary>
    public override string ToString() => $"{nameof(SecretScalar)} {{ redacted }}";

    /// <summary>Clears the scalar.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_place.AsSpan()));
}
