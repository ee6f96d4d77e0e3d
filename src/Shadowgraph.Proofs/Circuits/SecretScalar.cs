using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>
/// A secret scalar that can be cleared for good: it stands where the garbage collector moves nothing, and so leaves no copies behind.
/// </summary>
internal sealed class SecretScalar : IDisposable
{
    private readonly Fr[] _place = GC.AllocateUninitializedArray<Fr>(1, pinned: true);

    public SecretScalar(in Fr value) => _place[0] = value;

    /// <summary>The scalar; 0 once it was cleared.</summary>
    public Fr Value => _place[0];

    /// <summary>Says that it is a secret, and nothing of it.</summary>
    public override string ToString() => $"{nameof(SecretScalar)} {{ redacted }}";

    /// <summary>Clears the scalar.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_place.AsSpan()));
}
