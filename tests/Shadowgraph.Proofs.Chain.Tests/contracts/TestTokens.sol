// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// Moves nothing and says so.
contract FalseToken {
    function transfer(address, uint256) external pure returns (bool) {
        return false;
    }
}

/// Returns nothing, as some old tokens do.
contract SilentToken {
    mapping(address => uint256) public balanceOf;

    constructor(uint256 supply) {
        balanceOf[msg.sender] = supply;
    }

    function transfer(address to, uint256 value) external {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
    }
}

/// Returns a word that is neither true nor false.
contract OddToken {
    function transfer(address, uint256) external pure returns (uint256) {
        return 2;
    }
}

/// Calls back what it was told to, once, in the middle of a transfer.
contract ReentrantToken {
    mapping(address => uint256) public balanceOf;
    bytes private _call;
    bool public entered;
    bytes public answer;

    constructor(uint256 supply) {
        balanceOf[msg.sender] = supply;
    }

    function arm(bytes calldata call) external {
        _call = call;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        if (_call.length > 0 && !entered) {
            entered = true;
            (, answer) = msg.sender.call(_call);
        }
        return true;
    }
}

interface IPayout {
    function payout(uint256 score) external view returns (uint256);
}

/// Asks for many scores in one call.
contract PayoutProbe {
    function payouts(IPayout airdrop, uint256[] calldata scores) external view returns (uint256[] memory amounts) {
        amounts = new uint256[](scores.length);
        for (uint256 i = 0; i < scores.length; i++) amounts[i] = airdrop.payout(scores[i]);
    }
}
