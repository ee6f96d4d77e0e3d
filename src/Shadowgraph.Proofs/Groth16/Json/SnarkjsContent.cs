namespace Shadowgraph.Proofs.Groth16.Json;

/// <summary>Guesses the kind of a snarkjs file from properties that the reader did not expect.</summary>
internal struct SnarkjsContent
{
    /// <summary>The likely meaning of a list in the place of an object.</summary>
    public const string AdviceOnList = " The text is a list, as in a public.json: the arguments may be swapped.";

    private const string VerifyingKey = " The text looks like a verification_key.json: the arguments may be swapped.";
    private const string Proof = " The text looks like a proof.json: the arguments may be swapped.";
    private const string Wrapped = " The text looks like a proof wrapped with its signals. Write the proof and the signals to separate files.";

    private string? _advice;

    /// <summary>A sentence with the likely kind, after a space; empty if unknown.</summary>
    public readonly string Advice => _advice ?? "";

    /// <summary>Registers the name of a property.</summary>
    public void Add(string? name) => _advice = name switch
    {
        "vk_alpha_1" or "vk_alfa_1" or "IC" => VerifyingKey,
        "pi_a" or "pi_b" or "pi_c" => Proof,
        "proof" or "publicSignals" or "public_signals" or "pub_signals" => Wrapped,
        _ => _advice,
    };
}
