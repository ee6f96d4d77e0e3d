namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>What is left of a group when its terms in octets are summed.</summary>
/// <param name="Group">Which group.</param>
/// <param name="Start">The first term that is in no octet.</param>
/// <param name="Terms">How many such terms there are.</param>
/// <param name="FirstSum">The first of its octets' sums.</param>
/// <param name="Sums">How many such sums there are, side by side.</param>
internal readonly record struct GroupRest(int Group, int Start, int Terms, int FirstSum, int Sums);
