// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IntegerMath} from "./IntegerMath.sol";
import {IReputationChainVerifier, IReputationVerifier, IScopedVerifier, IToken} from "./Interfaces.sol";

/// Pays a token for proofs of reputation: once for each subject, more for a higher score.
///
/// A proof is accepted if it proves the terms, by the rules of docs/statement.md, section 11.3. Terms never change. The owner says which roots of
/// the registry are accepted and until when, pauses and resumes, and takes the remaining tokens back during a pause.
contract ReputationAirdrop {
    /// Whether proofs name their subject or hide it. One of the two, so that nobody is paid as both.
    enum Mode {
        Disclosed,
        Anonymous
    }

    /// How the amount grows with the score.
    enum Curve {
        Linear,
        SquareRoot,
        Quadratic
    }

    struct Terms {
        address owner;
        address token;
        /// SHA-256 of the registry's id and of the campaign's name, in UTF-8.
        bytes32 registryId;
        bytes32 campaign;
        Mode mode;
        /// Whether a proof has to show one exact score.
        bool exact;
        /// Scores accepted, in millionths: every score that a proof leaves possible is among them.
        uint256 lowest;
        uint256 highest;
        /// Seconds that a proof's asOf may lie back.
        uint256 maxAge;
        Curve curve;
        /// The payments for scores of 0 and of 1 000 000, in the token's smallest unit.
        uint256 floor;
        uint256 cap;
        /// Whether the verifiers of single proofs are deployed for this campaign's scope.
        bool fixedScope;
        /// Verifiers of the small, medium and large circuit, for single proofs and for chains of links; zero for one that is not accepted.
        address[3] single;
        address[3] chain;
    }

    /// A subject's signature: see claimWithConsent.
    struct Consent {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    event Claimed(uint256 indexed identity, address indexed recipient, uint256 amount);
    event RootSet(uint256 indexed root, uint256 validUntil);
    event PausedSet(bool paused);
    event OwnershipOffered(address indexed to);
    event OwnershipTransferred(address indexed from, address indexed to);
    event Withdrawn(address indexed to, uint256 amount);

    error NotOwner();
    error BadTerms();
    error VerifierOfAnotherScope();
    error WrongChain();
    error ClaimsPaused();
    error NotPaused();
    error CircuitNotAccepted();
    error RootNotAccepted();
    error SecondRoot();
    error TooManyRoots();
    error WrongScope();
    error WrongMode();
    error WrongRecipient();
    error NoConsent();
    error WrongBounds();
    error FromTheFuture();
    error TooOld();
    error AlreadyClaimed();
    error ProofInvalid();
    error TransferFailed();

    uint256 private constant R = 21888242871839275222246405745257275088548364400416034343698204186575808495617;
    uint256 private constant HIGHEST_SCORE = 1_000_000;
    uint256 private constant MAX_ROOTS = 16;
    uint256 private constant PAUSED = 1 << 255;
    bytes32 private constant SCOPE_DOMAIN = "shadowgraph.proofs/scope/v1";

    // Half of the order of secp256k1: a signature with a greater s is the other form of one with a smaller (EIP-2).
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    bytes32 private constant CONSENT_TYPE = keccak256("Consent(uint256 scope,address recipient)");
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    address private immutable TOKEN;
    bytes32 private immutable REGISTRY_ID;
    bytes32 private immutable CAMPAIGN;
    uint256 private immutable CHAIN_ID;
    uint256 private immutable SCOPE;
    bool private immutable FIXED_SCOPE;
    Mode private immutable MODE;
    bool private immutable EXACT;
    uint256 private immutable LOWEST;
    uint256 private immutable HIGHEST;
    uint256 private immutable MAX_AGE;
    Curve private immutable CURVE;
    uint256 private immutable FLOOR;
    uint256 private immutable CAP;
    address private immutable SINGLE_0;
    address private immutable SINGLE_1;
    address private immutable SINGLE_2;
    address private immutable CHAIN_0;
    address private immutable CHAIN_1;
    address private immutable CHAIN_2;

    address public owner;
    bool public paused;
    address public offeredTo;

    /// The roots that are accepted, with some that ran out.
    uint256[] public roots;

    /// The last second in which a root is accepted; 0 for one that never was. While claims are paused 2^255 more, so that a claim needs to look at
    /// this alone.
    mapping(uint256 => uint256) public validUntil;

    /// 1 for a subject, or a nullifier, that was paid. A campaign has one mode, and a scope for each chain id, so they are not mixed.
    mapping(uint256 => uint256) public claimed;

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner();
        _;
    }

    constructor(Terms memory terms) {
        if (
            terms.owner == address(0) || terms.token.code.length == 0 || terms.lowest > terms.highest || terms.highest > HIGHEST_SCORE
                || terms.floor == 0 || terms.floor > terms.cap || terms.cap > type(uint256).max / HIGHEST_SCORE
        ) revert BadTerms();
        TOKEN = terms.token;
        REGISTRY_ID = terms.registryId;
        CAMPAIGN = terms.campaign;
        MODE = terms.mode;
        EXACT = terms.exact;
        LOWEST = terms.lowest;
        HIGHEST = terms.highest;
        MAX_AGE = terms.maxAge;
        CURVE = terms.curve;
        FLOOR = terms.floor;
        CAP = terms.cap;
        CHAIN_ID = block.chainid;
        uint256 ownScope = _scopeOf(terms.registryId, terms.campaign);
        SCOPE = ownScope;
        FIXED_SCOPE = terms.fixedScope;
        for (uint256 i = 0; i < 3; i++) {
            address single = terms.single[i];
            if ((single != address(0) && single.code.length == 0) || (terms.chain[i] != address(0) && terms.chain[i].code.length == 0)) {
                revert BadTerms();
            }
            // Such a verifier is deployed first, for the address that this contract is going to have.
            if (terms.fixedScope && single != address(0) && IScopedVerifier(single).scope() != ownScope) revert VerifierOfAnotherScope();
        }
        (SINGLE_0, SINGLE_1, SINGLE_2) = (terms.single[0], terms.single[1], terms.single[2]);
        (CHAIN_0, CHAIN_1, CHAIN_2) = (terms.chain[0], terms.chain[1], terms.chain[2]);
        owner = terms.owner;
        emit OwnershipTransferred(address(0), terms.owner);
    }

    /// Pays for a proof of one link. A disclosed proof must be made out to its subject: whoever holds the opening of a named subject can
    /// make it, and chooses the recipient.
    /// @param circuit 0 small, 1 medium, 2 large
    function claim(uint256 circuit, uint256[2] calldata a, uint256[2][2] calldata b, uint256[2] calldata c, uint256[8] calldata input)
        external
    {
        if (MODE == Mode.Disclosed && input[3] != input[4]) revert NoConsent();
        uint256 identity = _check(input);
        _verify(_single(circuit), a, b, c, input);
        _pay(identity, input);
    }

    /// As claim, for a disclosed proof that is made out to another account, with the subject's signature of
    /// Consent(uint256 scope,address recipient) by EIP-712.
    function claimWithConsent(
        uint256 circuit,
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[8] calldata input,
        Consent calldata consent
    ) external {
        uint256 identity = _check(input);
        _checkConsent(input, consent);
        _verify(_single(circuit), a, b, c, input);
        _pay(identity, input);
    }

    /// Pays for a proof of several links. See claim.
    function claimChain(uint256 circuit, uint256[8][] calldata proofs, uint256[8] calldata input, uint256[] calldata states) external {
        if (MODE == Mode.Disclosed && input[3] != input[4]) revert NoConsent();
        uint256 identity = _check(input);
        if (!IReputationChainVerifier(_chain(circuit)).verifyProof(proofs, input, states)) revert ProofInvalid();
        _pay(identity, input);
    }

    /// Pays for a proof of several links. See claimWithConsent.
    function claimChainWithConsent(
        uint256 circuit,
        uint256[8][] calldata proofs,
        uint256[8] calldata input,
        uint256[] calldata states,
        Consent calldata consent
    ) external {
        uint256 identity = _check(input);
        _checkConsent(input, consent);
        if (!IReputationChainVerifier(_chain(circuit)).verifyProof(proofs, input, states)) revert ProofInvalid();
        _pay(identity, input);
    }

    /// Accepts a root up to a time, in Unix seconds; a time that is past takes it back. Roots run out by themselves.
    /// An anonymous campaign has one root for all its time: with a second one, a subject that was published again under another key would have a
    /// second nullifier, and be paid twice.
    /// At most 16 are accepted at a time.
    function setRoot(uint256 root, uint256 until) external onlyOwner {
        if (until >= PAUSED) revert BadTerms();
        uint256 place = _placeOf(root);
        if (place == roots.length) {
            roots.push(root);
        } else {
            delete validUntil[roots[place]];
            roots[place] = root;
        }
        validUntil[root] = paused ? until | PAUSED : until;
        emit RootSet(root, until);
    }

    /// Stops claims, or lets them go on.
    function setPaused(bool value) external onlyOwner {
        paused = value;
        for (uint256 i = 0; i < roots.length; i++) {
            uint256 until = validUntil[roots[i]];
            validUntil[roots[i]] = value ? until | PAUSED : until & ~PAUSED;
        }
        emit PausedSet(value);
    }

    /// Takes tokens back. Claims must be paused, so that nobody makes a proof for tokens that are gone.
    function withdraw(address to, uint256 amount) external onlyOwner {
        if (!paused) revert NotPaused();
        emit Withdrawn(to, amount);
        _transfer(to, amount);
    }

    /// The other account becomes the owner when it accepts. The zero address takes the offer back.
    function offerOwnership(address to) external onlyOwner {
        offeredTo = to;
        emit OwnershipOffered(to);
    }

    function acceptOwnership() external {
        if (msg.sender != offeredTo) revert NotOwner();
        emit OwnershipTransferred(owner, msg.sender);
        (owner, offeredTo) = (msg.sender, address(0));
    }

    /// The scope that proofs have to be made for.
    function scope() public view returns (uint256) {
        if (block.chainid == CHAIN_ID) return SCOPE;
        // The chain has split: a proof for one part is none for the other. A verifier with a fixed scope can serve the first part alone.
        if (FIXED_SCOPE) revert WrongChain();
        return _scopeOf(REGISTRY_ID, CAMPAIGN);
    }

    /// The payment for a score in millionths: floor + (cap - floor) * f(score), rounded down, f in millionths and rounded down too.
    function payout(uint256 score) public view returns (uint256) {
        if (score > HIGHEST_SCORE) revert WrongBounds();
        uint256 share = score;
        if (CURVE == Curve.SquareRoot) share = IntegerMath.squareRoot(score * HIGHEST_SCORE);
        else if (CURVE == Curve.Quadratic) share = score * score / HIGHEST_SCORE;
        return FLOOR + (CAP - FLOOR) * share / HIGHEST_SCORE;
    }

    /// The message that the subject signs, so that a disclosed proof may be made out to a recipient.
    function consentDigest(address recipient) public view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("ReputationAirdrop"), keccak256("1"), block.chainid, address(this))
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, keccak256(abi.encode(CONSENT_TYPE, scope(), recipient))));
    }

    /// All that the proof must say; whether it is one is looked at last, as that costs most.
    function _check(uint256[8] calldata input) private view returns (uint256 identity) {
        if (input[1] != scope()) revert WrongScope();
        if (MODE == Mode.Disclosed) {
            identity = input[3];
            if (input[2] != 0 || identity == 0 || identity >> 160 != 0) revert WrongMode();
        } else {
            identity = input[2];
            if (input[3] != 0 || identity == 0) revert WrongMode();
        }
        if (input[4] == 0 || input[4] >> 160 != 0) revert WrongRecipient();
        if (input[5] < LOWEST || input[6] > HIGHEST || input[5] > input[6] || (EXACT && input[5] != input[6])) revert WrongBounds();
        if (input[7] > block.timestamp) revert FromTheFuture();
        unchecked {
            if (block.timestamp - input[7] > MAX_AGE) revert TooOld();
        }
        uint256 until = validUntil[input[0]];
        if (until >= PAUSED) revert ClaimsPaused();
        if (block.timestamp > until) revert RootNotAccepted();
        if (claimed[identity] != 0) revert AlreadyClaimed();
    }

    function _checkConsent(uint256[8] calldata input, Consent calldata consent) private view {
        if (MODE != Mode.Disclosed || uint256(consent.s) > HALF_ORDER) revert NoConsent();
        address signer = ecrecover(consentDigest(address(uint160(input[4]))), consent.v, consent.r, consent.s);
        if (signer == address(0) || signer != address(uint160(input[3]))) revert NoConsent();
    }

    /// The same as IReputationVerifier(verifier).verifyProof(a, b, c, input), with all arguments copied together, since they are contiguous.
    function _verify(
        address verifier,
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[8] calldata input
    ) private view {
        bytes4 selector = IReputationVerifier.verifyProof.selector;
        bool valid;
        assembly ("memory-safe") {
            let call_ := mload(0x40)
            mstore(call_, selector)
            calldatacopy(add(call_, 0x04), a, 0x40)
            calldatacopy(add(call_, 0x44), b, 0x80)
            calldatacopy(add(call_, 0xc4), c, 0x40)
            calldatacopy(add(call_, 0x104), input, 0x100)
            if iszero(staticcall(gas(), verifier, call_, 0x204, 0, 0x20)) {
                returndatacopy(call_, 0, returndatasize())
                revert(call_, returndatasize())
            }
            valid := and(eq(returndatasize(), 0x20), eq(mload(0), 1))
        }
        if (!valid) revert ProofInvalid();
    }

    /// Marks before it pays: a token that calls back finds the claim made.
    function _pay(uint256 identity, uint256[8] calldata input) private {
        claimed[identity] = 1;
        address recipient = address(uint160(input[4]));
        uint256 amount = payout(input[5]);
        emit Claimed(identity, recipient, amount);
        _transfer(recipient, amount);
    }

    /// A token that reverts or returns anything but true has not paid; one that returns nothing has.
    function _transfer(address to, uint256 amount) private {
        address token = TOKEN;
        bytes4 selector = IToken.transfer.selector;
        bool paid;
        assembly ("memory-safe") {
            let call_ := mload(0x40)
            mstore(call_, selector)
            mstore(add(call_, 0x04), to)
            mstore(add(call_, 0x24), amount)
            paid := call(gas(), token, 0, call_, 0x44, 0, 0x20)
            switch returndatasize()
            case 0 {}
            default { paid := and(paid, and(gt(returndatasize(), 0x1f), eq(mload(0), 1))) }
        }
        if (!paid) revert TransferFailed();
    }

    function _single(uint256 circuit) private view returns (address verifier) {
        verifier = circuit == 0 ? SINGLE_0 : circuit == 1 ? SINGLE_1 : circuit == 2 ? SINGLE_2 : address(0);
        if (verifier == address(0)) revert CircuitNotAccepted();
    }

    function _chain(uint256 circuit) private view returns (address verifier) {
        verifier = circuit == 0 ? CHAIN_0 : circuit == 1 ? CHAIN_1 : circuit == 2 ? CHAIN_2 : address(0);
        if (verifier == address(0)) revert CircuitNotAccepted();
    }

    /// Where a root stands, or may stand: at its own place, at that of one that ran out, or at the end.
    function _placeOf(uint256 root) private view returns (uint256 place) {
        uint256 count = roots.length;
        place = count;
        for (uint256 i = 0; i < count; i++) {
            if (roots[i] == root) return i;
            if (validUntil[roots[i]] & ~PAUSED < block.timestamp) place = i;
        }
        if (MODE == Mode.Anonymous && count > 0) revert SecondRoot();
        if (place == MAX_ROOTS) revert TooManyRoots();
    }

    /// docs/statement.md, section 8.
    function _scopeOf(bytes32 registryId, bytes32 campaign) private view returns (uint256) {
        return uint256(sha256(abi.encode(SCOPE_DOMAIN, block.chainid, address(this), registryId, campaign))) % R;
    }
}
