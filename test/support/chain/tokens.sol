// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// As much of the token standards as a reader of balances meets; anybody may mint.
contract Erc165 {
    mapping(bytes4 => bool) public supportsInterface;

    constructor(bytes4 own) {
        supportsInterface[0x01ffc9a7] = true;
        supportsInterface[own] = true;
    }
}

contract Erc20 {
    string public name;
    string public symbol;
    uint8 public decimals;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;

    constructor(string memory name_, string memory symbol_, uint8 decimals_) {
        (name, symbol, decimals) = (name_, symbol_, decimals_);
    }

    function mint(address to, uint256 amount) external {
        unchecked {
            totalSupply += amount;
        }
        balanceOf[to] += amount;
    }

    function setDecimals(uint8 decimals_) external {
        decimals = decimals_;
    }
}

contract Erc721 is Erc165(0x80ac58cd) {
    string public name = "Sky Cats";
    string public symbol = "SKY";
    mapping(uint256 => address) public ownerOf;
    mapping(address => uint256) private held;

    function balanceOf(address owner) external view returns (uint256) {
        require(owner != address(0), "zero address");
        return held[owner];
    }

    function mint(address to, uint256 tokenId) external {
        require(ownerOf[tokenId] == address(0), "taken");
        ownerOf[tokenId] = to;
        held[to] += 1;
    }
}

contract Erc1155 is Erc165(0xd9b67a26) {
    mapping(uint256 => mapping(address => uint256)) private held;

    function balanceOf(address owner, uint256 id) public view returns (uint256) {
        return held[id][owner];
    }

    function balanceOfBatch(address[] calldata owners, uint256[] calldata ids)
        external
        view
        returns (uint256[] memory balances)
    {
        require(owners.length == ids.length, "lengths");
        balances = new uint256[](owners.length);
        for (uint256 i = 0; i < owners.length; i++) balances[i] = balanceOf(owners[i], ids[i]);
    }

    function mint(address to, uint256 id, uint256 amount) external {
        held[id][to] += amount;
    }
}

/// Tells whoever asks the same words, whatever was asked; or ends the call.
contract Liar {
    bytes private words;
    bool private ends;

    constructor(bytes memory words_, bool ends_) {
        (words, ends) = (words_, ends_);
    }

    fallback() external {
        bytes memory told = words;
        bool isEnd = ends;
        assembly {
            if isEnd { revert(add(told, 32), mload(told)) }
            return(add(told, 32), mload(told))
        }
    }
}
