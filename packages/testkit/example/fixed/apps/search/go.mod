module example.com/itemize/search

go 1.25
