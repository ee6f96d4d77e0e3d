namespace Shadowgraph.Proofs.Groth16.Json;

/// <summary>What kind of snarkjs's files an object seems to be, by properties that the reader had no use for.</summary>
internal struct SnarkjsContent
{
    /// <summary>What a list may be where an object should be.</summary>
    public const string AdviceOnList = " A list is what public.json holds: the arguments may be swapped.";

    private const string VerifyingKey = " It looks like a verification_key.json: the arguments may be swapped.";
    private const string Proof = " It looks like a proof.json: the arguments may be swapped.";
    private const string Wrapped = " It looks like a proof wrapped with its signals. Write the proof and the signals to a file each.";

    private string? _advice;

    /// <summary>A sentence that says what it looks like, after a space; empty if it looks like nothing known.</summary>
    public readonly string Advice => _advice ?? "";

    /// <summary>Takes a property's name into account.</summary>
    public void Add(string? name) => _advice = name switch
    {
        "vk_alpha_1" or "vk_alfa_1" or "IC" => VerifyingKey,
        "pi_a" or "pi_b" or "pi_c" => Proof,
        "proof" or "publicSignals" or "public_signals" or "pub_signals" => Wrapped,
        _ => _advice,
    };
}
