using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>Whoever can write the database but has no key: what they change is noticed and named, when the registry is opened or at the
/// latest when the leaf is.</summary>
public sealed class TamperedStoreTests
{
    private SqliteWorld _world = null!;

    [SetUp]
    public async Task SetUp()
    {
        _world = new();
        await _world.PublishAsync([.. Enumerable.Range(1, 12).Select(i => (ulong)i)]);
    }

    [TearDown]
    public void TearDown() => _world.Dispose();

    [TestCase("UPDATE shadowgraph_leaf SET content = (SELECT content FROM shadowgraph_leaf WHERE leaf_index = 4) WHERE leaf_index = 3", "Leaf 3", TestName = "A row's content is another's")]
    [TestCase("UPDATE shadowgraph_leaf SET leaf_index = CASE leaf_index WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE leaf_index IN (3, 4); UPDATE shadowgraph_leaf SET leaf_index = -leaf_index WHERE leaf_index < 0", "Leaf 3", TestName = "Two rows are exchanged")]
    [TestCase("DELETE FROM shadowgraph_leaf WHERE leaf_index = 5", "missing", TestName = "A row is dropped")]
    [TestCase("DELETE FROM shadowgraph_leaf WHERE leaf_index = 11", "missing", TestName = "The last row is dropped")]
    [TestCase("INSERT INTO shadowgraph_leaf SELECT 12, version, x'00112233445566778899aabbccddeeff', content FROM shadowgraph_leaf WHERE leaf_index = 11", "Leaf 12", TestName = "A row is added")]
    [TestCase("UPDATE shadowgraph_leaf SET content = substr(content, 1, 40) || CASE substr(content, 41, 1) WHEN x'ff' THEN x'00' ELSE x'ff' END || substr(content, 42) WHERE leaf_index = 6", "Leaf 6", TestName = "A byte is changed")]
    [TestCase("UPDATE shadowgraph_leaf SET content = x'' WHERE leaf_index = 6", "Leaf 6", TestName = "A row is emptied")]
    [TestCase("UPDATE shadowgraph_leaf SET content = zeroblob(5000) WHERE leaf_index = 6", "5000 bytes", TestName = "A row is too long")]
    [TestCase("UPDATE shadowgraph_leaf SET version = version - 1 WHERE leaf_index = 6", "Leaf 6", TestName = "A row's version is changed")]
    [TestCase("UPDATE shadowgraph_leaf SET version = 99 WHERE leaf_index = 6", "Leaf 6", TestName = "A row's version is to come")]
    [TestCase("UPDATE shadowgraph_leaf SET account = x'00112233445566778899aabbccddeeff' WHERE leaf_index = 6", "Leaf 6", TestName = "A row's account is changed")]
    [TestCase("UPDATE shadowgraph_leaf SET account = NULL WHERE leaf_index = 6", "Leaf 6", TestName = "A live leaf is marked as removed")]
    [TestCase("UPDATE shadowgraph_root SET root = (SELECT root FROM shadowgraph_root WHERE sequence = 3) WHERE sequence = 12", "Root 12", TestName = "The last root is another")]
    [TestCase("UPDATE shadowgraph_root SET published_at = published_at + 1 WHERE sequence = 4", "Root 4", TestName = "A root's time is changed")]
    [TestCase("DELETE FROM shadowgraph_root WHERE sequence = 5", "lacks the roots", TestName = "A root is dropped")]
    [TestCase("DELETE FROM shadowgraph_root WHERE sequence = 12", "lacks the root of its last change", TestName = "The last root is dropped")]
    [TestCase("DELETE FROM shadowgraph_root", "lacks the root of its last change", TestName = "All roots are dropped")]
    [TestCase("DELETE FROM shadowgraph_registry", "is empty", TestName = "The registry's own row is dropped")]
    [TestCase("UPDATE shadowgraph_registry SET name = x'00112233445566778899aabbccddeeff'", "another key", TestName = "The registry is named otherwise")]
    public void OpenAsync_OfAnAlteredStore_NamesWhatIsWrong(string sql, string named)
    {
        Assert.That(_world.Execute(sql), Is.Positive);

        Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Message.Contains(named)
            .And.Property("Kind").AnyOf(RegistryStoreErrorKind.Damaged, RegistryStoreErrorKind.WrongKey));
        Assert.That(_world.OpenReadOnlyAsync, Throws.TypeOf<RegistryStoreException>().With.Message.Contains(named));
    }

    [TestCase("UPDATE shadowgraph_attestations SET content = (SELECT content FROM shadowgraph_attestations WHERE leaf_index = 4) WHERE leaf_index = 3")]
    [TestCase("UPDATE shadowgraph_attestations SET content = substr(content, 1, 50) || CASE substr(content, 51, 2) WHEN x'ffff' THEN x'0000' ELSE x'ffff' END || substr(content, 53) WHERE leaf_index = 3")]
    [TestCase("UPDATE shadowgraph_attestations SET version = version - 1 WHERE leaf_index = 3")]
    [TestCase("DELETE FROM shadowgraph_attestations WHERE leaf_index = 3")]
    public async Task Open_OfALeafWhoseAttestationsWereAltered_NamesIt(string sql)
    {
        Assert.That(_world.Execute(sql), Is.Positive);

        await using var registry = await _world.OpenAsync();

        Assert.That(() => registry.Open(Account(4)), Throws.TypeOf<RegistryStoreException>().With.Message.Contains("Leaf 3"));
        Assert.That(() => registry.VerifyAsync(), Throws.TypeOf<RegistryStoreException>().With.Message.Contains("Leaf 3"));
        Assert.That(registry.Open(Account(5)).Verify, Throws.Nothing);
    }

    [Test]
    public async Task OpenAsync_WithARowOfAnOlderCopy_FindsThatTheRootIsAnother()
    {
        _world.Execute("CREATE TABLE old AS SELECT * FROM shadowgraph_leaf; CREATE TABLE old_attestations AS SELECT * FROM shadowgraph_attestations");
        await using (var registry = await _world.OpenAsync()) await registry.PublishAsync(Account(4), About(4, seed: 1));

        _world.Execute("UPDATE shadowgraph_leaf SET (version, content) = (SELECT version, content FROM old WHERE leaf_index = 3) WHERE leaf_index = 3");

        Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Message.Contains("differs from the sealed root"));
    }

    [Test]
    public async Task Open_WithAttestationsOfAnOlderCopy_NamesTheLeaf()
    {
        _world.Execute("CREATE TABLE old AS SELECT * FROM shadowgraph_attestations");
        await using (var registry = await _world.OpenAsync()) await registry.PublishAsync(Account(4), About(4, seed: 1));
        _world.Execute("DELETE FROM shadowgraph_attestations WHERE leaf_index = 3; INSERT INTO shadowgraph_attestations SELECT * FROM old WHERE leaf_index = 3");

        await using var again = await _world.OpenAsync();

        Assert.That(() => again.Open(Account(4)), Throws.TypeOf<RegistryStoreException>().With.Message.Contains("Leaf 3").And.Message.Contains("no attestations of its version"));
    }

    [Test]
    public async Task OpenAsync_WithARowOfAnotherRegistryUnderTheSameKey_IsRefused()
    {
        using var other = new SqliteWorld();
        await using (var registry = await AttestationRegistry.OpenAsync(other.Store(), _world.Options()))
        {
            for (var i = 1UL; i <= 12; i++) await registry.PublishAsync(Account(i), About(i));
        }

        _world.Execute($"ATTACH '{other.Database}' AS other; UPDATE shadowgraph_leaf SET (version, account, content) = "
            + "(SELECT version, account, content FROM other.shadowgraph_leaf WHERE leaf_index = 3) WHERE leaf_index = 3");

        Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Message.Contains("Leaf 3"));
    }

    /// <summary>The one thing that can't be seen from within: everything together as it once was. A root noted elsewhere shows it.</summary>
    [Test]
    public async Task OpenAsync_OfAWholeOlderCopy_OpensTheOldRoot()
    {
        Proofs.Bn254.Fr older;
        await using (var registry = await _world.OpenAsync()) older = registry.Root;
        foreach (var file in Directory.GetFiles(_world.Folder)) File.Copy(file, file + ".copy");
        await using (var registry = await _world.OpenAsync()) await registry.PublishAsync(Account(4), About(4, seed: 1));
        foreach (var file in Directory.GetFiles(_world.Folder, "*.copy")) File.Copy(file, file[..^5], overwrite: true);

        await using var again = await _world.OpenAsync();

        Assert.That(again.Root, Is.EqualTo(older));
        await again.PublishAsync(Account(13), About(13));
        Assert.That(await again.VerifyAsync(), Is.EqualTo(13));
    }

    [Test]
    public async Task RefreshAsync_WhenTheStoreWentBack_IsRefused()
    {
        await using var reader = await _world.OpenReadOnlyAsync();
        foreach (var file in Directory.GetFiles(_world.Folder)) File.Delete(file);
        await _world.PublishAsync(1);

        Assert.That(() => reader.RefreshAsync(), Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Damaged));
    }

    [Test]
    public async Task Unsealed_AlteredAttestations_AreFoundByTheirHash()
    {
        using var world = new SqliteWorld();
        await using (var registry = await AttestationRegistry.OpenAsync(world.Store(), new RegistryStorageOptions().UnsealedStore()))
        {
            for (var i = 1UL; i <= 3; i++) await registry.PublishAsync(Account(i), About(i));
        }

        // The last digit of the weight of the first attestation.
        world.Execute("UPDATE shadowgraph_attestations SET content = substr(content, 1, 73) || x'05' || substr(content, 75) WHERE leaf_index = 1");
        await using var again = await AttestationRegistry.OpenAsync(world.Store(), new RegistryStorageOptions().UnsealedStore());

        Assert.That(() => again.Open(Account(2)), Throws.TypeOf<RegistryStoreException>().With.Message.Contains("Leaf 1"));
        Assert.That(() => again.VerifyAsync(), Throws.TypeOf<RegistryStoreException>().With.Message.Contains("Leaf 1"));
        Assert.That(again.Open(Account(1)).Verify, Throws.Nothing);
    }
}
