// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// A token to try the airdrop with: all of it belongs to the deployer at first.
contract DemoToken {
    event Transfer(address indexed from, address indexed to, uint256 value);

    error NotEnough();

    mapping(address => uint256) public balanceOf;

    constructor(uint256 supply) {
        balanceOf[msg.sender] = supply;
        emit Transfer(address(0), msg.sender, supply);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        if (balanceOf[msg.sender] < value) revert NotEnough();
        unchecked {
            balanceOf[msg.sender] -= value;
            balanceOf[to] += value;
        }
        emit Transfer(msg.sender, to, value);
        return true;
    }
}
