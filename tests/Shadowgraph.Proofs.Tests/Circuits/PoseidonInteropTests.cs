using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Circuits;

[Parallelizable]
public sealed class PoseidonInteropTests
{
    [Test]
    public void Hash_OfRandomInputs_IsThatOfCircomlibjsAndPoseidonLite()
    {
        List<(Fr[] Inputs, Fr InitialState)> cases = [];
        for (var count = 1; count <= Poseidon.MaxInputs; count++)
        {
            for (var i = 0; i < 3; i++) cases.Add(([.. RandomElements(count)], Fr.Zero));
            for (var i = 0; i < 3; i++) cases.Add(([.. RandomElements(count)], Fr.Random()));
            cases.Add((new Fr[count], Fr.Zero));
            cases.Add(([.. Enumerable.Repeat(-Fr.One, count)], -Fr.One));
        }

        var answers = Ask(cases);
        Dictionary<InstructionSet, string[]> inLanes = Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported)
            .ToDictionary(set => set, set => HashInLanes(set, cases));

        Assert.That(answers, Has.Count.EqualTo(cases.Count));
        Assert.Multiple(() =>
        {
            for (var i = 0; i < cases.Count; i++)
            {
                var (inputs, state) = cases[i];
                var hash = Poseidon.Hash(inputs, state).ToString();
                Assert.That((string?)answers[i]!["reference"], Is.EqualTo(hash), $"{inputs.Length} inputs");
                Assert.That((string?)answers[i]!["optimized"], Is.EqualTo(hash), $"{inputs.Length} inputs");
                Assert.That((string?)answers[i]!["lite"], Is.EqualTo(state.IsZero ? hash : null), $"{inputs.Length} inputs");
                foreach (var (set, hashes) in inLanes) Assert.That((string?)answers[i]!["reference"], Is.EqualTo(hashes[i]), $"{set}, {inputs.Length} inputs");
            }
        });
    }

    /// <summary>Each of the cases, in as many lanes as there are cases of its width.</summary>
    private static string[] HashInLanes(InstructionSet set, List<(Fr[] Inputs, Fr InitialState)> cases)
    {
        var hashes = new string[cases.Count];
        foreach (var indexes in Enumerable.Range(0, cases.Count).GroupBy(i => cases[i].Inputs.Length).Select(group => group.ToArray()))
        {
            var width = cases[indexes[0]].Inputs.Length + 1;
            using var lanes = PoseidonLanes.Create(set, width);
            Assert.That(indexes, Has.Length.EqualTo(PoseidonLanes.Count));
            Fr[] states = [.. indexes.SelectMany(i => cases[i].Inputs.Prepend(cases[i].InitialState))];
            var results = new Fr[PoseidonLanes.Count];
            lanes.Permute(states, results);
            for (var lane = 0; lane < indexes.Length; lane++) hashes[indexes[lane]] = results[lane].ToString();
        }

        return hashes;
    }

    private static IEnumerable<Fr> RandomElements(int count) => Enumerable.Range(0, count).Select(_ => Fr.Random());

    private static JsonArray Ask(IEnumerable<(Fr[] Inputs, Fr InitialState)> cases)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, new JsonArray([.. cases.Select(JsonNode (item) => new JsonObject
            {
                ["inputs"] = new JsonArray([.. item.Inputs.Select(JsonNode (input) => input.ToString())]),
                ["initialState"] = item.InitialState.ToString(),
            })]).ToJsonString());
            return JsonNode.Parse(NodeScript.Run("poseidon.mjs", file))!.AsArray();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
