using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving.Keys;

namespace Quickstart;

/// <summary>Writes small.r1cs, medium.r1cs and large.r1cs: the input of a key ceremony.</summary>
internal static class CircuitExport
{
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var size in Enum.GetValues<CircuitSize>())
        {
            var path = Path.Combine(folder, $"{size.ToString().ToLowerInvariant()}.r1cs");
            using (var file = File.Create(path)) ReputationCircuits.WriteR1cs(size, file);
            Console.WriteLine($"{path}  SHA-256 {ReputationCircuits.Digest(size)}");
        }
    }
}
