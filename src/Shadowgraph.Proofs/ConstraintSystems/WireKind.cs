namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The kinds of wires, in the order in which circom numbers them.</summary>
internal enum WireKind : byte
{
    One,
    PublicOutput,
    PublicInput,
    PrivateInput,
    Inner,
}
