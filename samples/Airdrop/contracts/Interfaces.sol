// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// The contract that ReputationContract.Export writes.
interface IReputationVerifier {
    function verifyProof(uint256[2] calldata a, uint256[2][2] calldata b, uint256[2] calldata c, uint256[8] calldata input)
        external
        view
        returns (bool);
}

/// Further members of a verifier that is deployed for a single scope.
interface IScopedVerifier {
    function scope() external view returns (uint256);
}

/// The part of ERC-20 that pays.
interface IToken {
    function transfer(address to, uint256 amount) external returns (bool);
}

/// The contract that ReputationContract.ExportChain writes.
interface IReputationChainVerifier {
    function verifyProof(uint256[8][] calldata proofs, uint256[8] calldata input, uint256[] calldata states)
        external
        view
        returns (bool);
}
