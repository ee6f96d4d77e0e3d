namespace Shadowgraph.Proofs.Tests.Interop;

/// <summary>
/// A circuit of tests/interop/circuits as users of circom and snarkjs have it: every file of it was made by those tools, none by the
/// code under test. Made once and kept under tests/interop/.fixtures until a circuit or the script changes.
/// </summary>
internal sealed class CircomFixture
{
    private static readonly Lazy<string> Folder = new(() => NodeFixture.Make("ceremony.mjs", "circuits"));
    private readonly string _name;

    private CircomFixture(string name) => _name = name;

    /// <summary>The circuits there are.</summary>
    public static string[] Names { get; } = ["multiplier", "edges", "public", "filled", "poseidon"];

    public string R1cs => PathOf("r1cs");

    public string Witness => PathOf("wtns");

    /// <summary>The proving key after two contributions and a beacon.</summary>
    public string ProvingKey => PathOf("zkey");

    /// <summary>The proving key before any contribution: its δ is the generator.</summary>
    public string InitialProvingKey => PathOf("initial.zkey");

    /// <summary>The proving key after a beacon alone: its δ is another point, and no secret.</summary>
    public string BeaconProvingKey => PathOf("beacon.zkey");

    /// <summary>δ of <see cref="BeaconProvingKey"/>, computed from the beacon's public value: a JSON string.</summary>
    public static string BeaconDelta => Path.Combine(Folder.Value, "beacon.delta.json");

    public string VerificationKey => PathOf("vkey.json");

    public string Proof => PathOf("proof.json");

    public string PublicSignals => PathOf("public.json");

    public static CircomFixture Get(string name)
    {
        Assert.That(Names, Does.Contain(name));
        return new CircomFixture(name);
    }

    private string PathOf(string ending) => Path.Combine(Folder.Value, $"{_name}.{ending}");
}
