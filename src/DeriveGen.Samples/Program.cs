// The samples declare the networks of DeriveGen's demonstrations and train them; run without an argument they do so in order.
Console.WriteLine("No sample network is declared yet.");
