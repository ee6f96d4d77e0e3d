using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Hashing;

public sealed class PoseidonTests
{
    private static readonly Gen<Fr> AnyFr = Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, Gen.ULong)
        .Select((a, b, c, d) => new Fr(a) * new Fr(b) * new Fr(c) + new Fr(d));

    [TestCase(1, "18586133768512220936620570745912940619677854269274689475585506675881198879027")]
    [TestCase(2, "7853200120776062878684798364095072458815029376092732009249414926327459813530")]
    public void Hash_OfOneTwoAndSoOn_IsThePublishedVector(int count, string expected)
    {
        Fr[] inputs = [.. Enumerable.Range(1, count).Select(i => new Fr((ulong)i))];

        Assert.That(Poseidon.Hash(inputs).ToString(), Is.EqualTo(expected));
    }

    // circomlibjs 0.1.7, buildPoseidonOpt: poseidon([1 .. n], 7).
    [TestCase(1, "13677445409178902225040075761830247902461178150271836329518822140910773231845")]
    [TestCase(2, "7540134072963094781551849189553249853827772934652778250146343743716337940736")]
    [TestCase(3, "6714252130330922078543919866980220384885841084056343689878699312726273027107")]
    [TestCase(4, "1569211601569591254857354699102545060324851338714426496554851741114291465006")]
    [TestCase(5, "9862141147857124551345875338527839235871266060183969913060284472260840720938")]
    [TestCase(6, "4316389615199995856703053474839274923822898287581710677097851988817527936835")]
    [TestCase(7, "5542969945584069517432413253849640990431447273146109957476206452972007917793")]
    [TestCase(8, "5996106253731440671720926618006173443610147341925830800112839616693958291630")]
    [TestCase(9, "6228539154234563705211627013641663285882272009900879662558831432601252051695")]
    [TestCase(10, "11804725185484410811468031518230098981073061869319208133671566631740755093021")]
    [TestCase(11, "7255492731451812443659471166613285181149376045406947881253924883082439884780")]
    [TestCase(12, "15075858789648621441774105344994434782213353253165928577609160211605506201520")]
    [TestCase(13, "11086614683450167210410374834901534730368771460478799437185700393059310098007")]
    [TestCase(14, "7916499101869205223440040802077700102724734038365465542474538612479752770453")]
    [TestCase(15, "9076714400602434543976299714533662198137842069186705834037860315964736394051")]
    [TestCase(16, "19147069379069478326455243309150019974468116368525856156042820429662673156435")]
    public void Hash_OfOneTwoAndSoOnFromSeven_IsCircomlibjssHash(int count, string expected)
    {
        Fr[] inputs = [.. Enumerable.Range(1, count).Select(i => new Fr((ulong)i))];

        Assert.That(Poseidon.Hash(inputs, 7).ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void Hash_OfAnyInputs_FollowsThePlainRounds([Range(1, 16)] int count)
    {
        Gen.Select(AnyFr.Array[count], AnyFr).Sample(
            (inputs, initial) => Poseidon.Hash(inputs, initial) == PlainHash(inputs, initial), iter: 5);
    }

    [Test]
    public void Permute_OfSingleNumbers_FollowsThePlainRounds([Range(1, 16)] int count)
    {
        Gen.Select(AnyFr.Array[count], AnyFr).Sample(
            (inputs, initial) => PoseidonPermutation.For(count + 1).Permute((Fr[])[initial, .. inputs]) == PlainHash(inputs, initial), iter: 5);
    }

    [Test]
    public void Hash_WithoutInitialState_StartsFromZero()
    {
        Fr[] inputs = [3, 5];

        Assert.That(Poseidon.Hash(inputs), Is.EqualTo(Poseidon.Hash(inputs, Fr.Zero)));
        Assert.That(Poseidon.Hash(inputs), Is.Not.EqualTo(Poseidon.Hash(inputs, Fr.One)));
    }

    [TestCase(0)]
    [TestCase(17)]
    public void Hash_OfTooFewOrTooMany_SaysHowMany(int count) =>
        Assert.That(() => Poseidon.Hash(new Fr[count]), Throws.ArgumentException.With.Message.Contains($"not {count}"));

    [Test]
    public void For_FromManyThreads_MakesOneInstance()
    {
        var made = new PoseidonParameters[16];
        Parallel.For(0, made.Length, i => made[i] = PoseidonParameters.For(6));

        Assert.That(made, Is.All.SameAs(made[0]));
    }

    [Test]
    public void For_EveryWidth_HasDistinctConstantsOfTheRightCount([Range(2, 17)] int width)
    {
        var parameters = PoseidonParameters.For(width);

        Assert.Multiple(() =>
        {
            Assert.That(parameters.RoundConstants.Length, Is.EqualTo(width * parameters.Rounds));
            Assert.That(parameters.Mds.Length, Is.EqualTo(width * width));
            Assert.That(parameters.RoundConstants.ToArray().Distinct().Count(), Is.EqualTo(parameters.RoundConstants.Length));
        });
    }

    [TestCase(1)]
    [TestCase(18)]
    public void For_AWidthOutOfRange_Throws(int width) =>
        Assert.That(() => PoseidonParameters.For(width), Throws.InstanceOf<ArgumentOutOfRangeException>());

    /// <summary>The definition, round by round: what the sparse form is a rewriting of.</summary>
    private static Fr PlainHash(Fr[] inputs, Fr initialState)
    {
        Fr[] state = [initialState, .. inputs];
        var parameters = PoseidonParameters.For(state.Length);
        for (var round = 0; round < parameters.Rounds; round++)
        {
            var full = PoseidonParameters.IsFullRound(round, parameters.PartialRounds);
            for (var i = 0; i < state.Length; i++)
            {
                state[i] += parameters.RoundConstants[round * state.Length + i];
                if (i == 0 || full) state[i] = state[i].Pow(5);
            }

            var next = new Fr[state.Length];
            for (var i = 0; i < state.Length; i++)
            {
                for (var j = 0; j < state.Length; j++) next[i] += parameters.Mds[i * state.Length + j] * state[j];
            }

            state = next;
        }

        return state[0];
    }
}
