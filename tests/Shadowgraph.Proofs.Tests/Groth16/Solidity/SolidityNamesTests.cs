using System.Text.Json;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;
using Shadowgraph.Proofs.Tests.Interop;

namespace Shadowgraph.Proofs.Tests.Groth16.Solidity;

/// <summary>What solc says of contracts' names, and of their size.</summary>
[TestFixture]
[Parallelizable]
public sealed class SolidityNamesTests
{
    /// <summary>Words of Solidity and of the contract, with and without a meaning there.</summary>
    private const string Words = """
        abstract address after alias anonymous apply as assembly assert at auto block blobhash blockhash bool break byte bytes
        bytes1 bytes32 calldata case catch constant constructor continue contract copyof days default define delete do ecrecover
        else emit enum error ether event external fallback false final finney fixed fixed128x18 fixed8x80 for from function gas
        gasleft global gwei hex hours if immutable implements import in indexed inline int int8 int16 int256 interface internal is
        keccak256 layout leave let library macro mapping match memory minutes modifier msg mulmod mutable new now null of override
        partial payable pragma private promise public pure receive reference relocatable require return returns revert ripemd160
        sealed seconds selfdestruct sha256 sizeof static staticcall storage string struct suicide super supports switch szabo this
        throw transient true try tx type typedef typeof ufixed ufixed128x18 uint uint8 uint256 unchecked unicode using var view
        virtual weeks wei while years abi addmod erc7201 _
        R P ALPHA_X ALPHA_Y NEGATIVE_BETA_X0 NEGATIVE_BETA_Y1 NEGATIVE_GAMMA_X1 NEGATIVE_DELTA_Y0 IC0_X IC1_X IC1_Y IC999_X verifyProof a b c
        input sum f px py p0 term scalar point valid fail explain bound addTerm requireG1 NotEnoughGas PrecompileFailed PAIR_GAS
        additionGas pairingGas pairs product done terms x y signal Groth16Verifier Verifier verifier Airdrop _Verifier int_ Bytes32 PROOF proof
        """;

    /// <summary>Refused here and taken by solc: instructions of the EVM, functions of the assembly and their parameters.</summary>
    private static readonly string[] OfTheAssembly =
        ["gas", "staticcall", "bytes0", "scalar", "point", "fail", "explain", "bound", "addTerm", "requireG1"];

    private static readonly string[] Names = Words.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [Test]
    public void Export_AnyName_IsRefusedIfSolcComplains_AndSizesAreAsEstimated()
    {
        var key = VerifyingKey.FromJson(CaseFiles.Read("mult.vk.json"));
        VerifyingKey[] keys = [.. new[] { 1, 2, 40, 150 }.Select(count => WithInputs(key, count))];
        var answer = AskSolc(SolidityVerifier.Export(key, new() { ContractName = "CONTRACT_NAME" }), keys);

        var refused = Names.Where(name => IsRefused(key, name)).ToArray();
        var complained = answer["refused"]!.AsArray().Select(name => name!.GetValue<string>()).ToArray();
        Assert.That(complained, Is.SubsetOf(refused));
        Assert.That(refused.Except(complained), Is.SubsetOf(OfTheAssembly), "names that solc takes");

        foreach (var (measured, sized) in answer["sizes"]!.AsArray().Zip(keys))
        {
            var bytes = measured!.GetValue<int>();
            Assert.That(SolidityVerifier.EstimateCodeSize(sized), Is.EqualTo(bytes).Within(1).Percent, $"{sized.PublicInputCount} inputs");
        }
    }

    [Test]
    public void EstimateCodeSize_FixedInputs_DoNotCount()
    {
        var key = VerifyingKey.FromJson(CaseFiles.Read("mult.vk.json"));

        Assert.That(
            SolidityVerifier.EstimateCodeSize(WithInputs(key, 5), new() { FixedZeroTrailingInputs = 3 }),
            Is.EqualTo(SolidityVerifier.EstimateCodeSize(key)));
        Assert.That(SolidityVerifier.EstimateCodeSize(key), Is.LessThan(SolidityVerifier.LargestCode));
        Assert.That(SolidityVerifier.EstimateCodeSize(WithInputs(key, 500)), Is.GreaterThan(SolidityVerifier.LargestCode));
    }

    /// <summary>The key with as many public inputs. No two have the same point, as solc writes equal constants but once.</summary>
    private static VerifyingKey WithInputs(VerifyingKey key, int count)
    {
        var ic = Enumerable.Range(1, count + 1).Select(i => ((G1Jacobian)key.Ic[0]).Multiply(new Fr((ulong)i)).ToAffine());
        return VerifyingKey.Create(
            new VerifyingKeyPoints(key.Alpha1, key.Beta2, key.Gamma2, key.Delta2, [.. ic]), isDevelopmentKey: false);
    }

    private static bool IsRefused(VerifyingKey key, string name)
    {
        try
        {
            SolidityVerifier.Export(key, new SolidityVerifierOptions { ContractName = name });
            return false;
        }
        catch (ArgumentException problem)
        {
            Assert.That(problem.Message, Does.Contain("contract's name"));
            return true;
        }
    }

    private static JsonNode AskSolc(string template, IEnumerable<VerifyingKey> keys)
    {
        var manifest = Path.GetTempFileName();
        try
        {
            var sizes = keys.Select(key => SolidityVerifier.Export(key));
            File.WriteAllText(manifest, JsonSerializer.Serialize(new { template, names = Names, sizes }));
            return JsonNode.Parse(NodeScript.Run("contract-names.mjs", manifest))!;
        }
        finally
        {
            File.Delete(manifest);
        }
    }
}
