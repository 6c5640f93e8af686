using System.Security.Cryptography;
using System.Text;
using Tidings.Security.Sealing;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_ids_become_tokens
{
    static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    readonly BlindIndex index = new(Key, 1);

    [Fact]
    public void Equal_ids_have_equal_tokens_and_others_others()
    {
        using var again = new BlindIndex(Key, 1);
        Assert.Equal(index.Token(SubjectKind.Customer, "C-1"), again.Token(SubjectKind.Customer, "C-1"));
        Assert.NotEqual(index.Token(SubjectKind.Customer, "C-1"), index.Token(SubjectKind.Customer, "C-2"));
        Assert.NotEqual(index.Token(SubjectKind.Customer, "C-1"), index.Token(SubjectKind.Account, "C-1"));
        Assert.Equal(22, index.Token(SubjectKind.Customer, new string('é', 400)).Length);
    }

    [Fact]
    public void A_token_is_the_beginning_of_the_hmac()
    {
        var mac = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes("scC-1"));
        Assert.Equal(Convert.ToBase64String(mac[..16]).TrimEnd('=').Replace('+', '-').Replace('/', '_'), index.Token(SubjectKind.Customer, "C-1"));
    }

    [Fact]
    public void Another_key_gives_other_tokens()
    {
        using var other = new BlindIndex(RandomNumberGenerator.GetBytes(32), 1);
        Assert.NotEqual(index.Token(SubjectKind.Customer, "C-1"), other.Token(SubjectKind.Customer, "C-1"));
        Assert.NotEqual(index.Lookup(5), other.Lookup(5));
        Assert.Equal(index.Lookup(5), index.Lookup(5));
        Assert.NotEqual(index.Lookup(5), index.Lookup(6));
    }
}
