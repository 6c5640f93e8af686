using Tidings.Security.Access;

namespace Tidings.Security.Tests.Access;

public sealed class When_a_new_key_is_shown
{
    [Fact]
    public void Its_secret_is_not_in_its_words()
    {
        var made = new NewApiKey(new("01234567", "core banking", DateTimeOffset.UnixEpoch, null), "tk_01234567secret");
        Assert.DoesNotContain("secret", made.ToString(), StringComparison.Ordinal);
    }
}
